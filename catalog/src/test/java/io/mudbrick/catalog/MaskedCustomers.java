package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The world of the tests of masks. */
final class MaskedCustomers {
  static final String TABLE = "crm.sales.customers";
  static final Schema SCHEMA =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("email", ColumnType.STRING)
          .column("region", ColumnType.STRING)
          .column("spend", ColumnType.decimal(10, 2))
          .build();

  private MaskedCustomers() {}

  /** A table of three customers, two users who may read and write it, and functions that hide. */
  static void furnish(Mudbrick admin) {
    Identity people = admin.module(Identity.class);
    people.createUser("mia");
    people.createUser("sam");
    people.createGroup("support");
    people.addMember("support", "sam");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("crm");
    catalog.schemas().create("crm.sales");
    catalog.tables().create(TableSpec.builder(TABLE, SCHEMA).primaryKey("id").build());
    catalog
        .tables()
        .open(TABLE)
        .append(
            List.of(
                row(1, "ada@example.com", "EU", "10.00"),
                row(2, "bob@example.com", "US", "20.00"),
                row(3, "cyd@example.com", "EU", "30.00")));
    for (String name : List.of("mia", "sam")) {
      catalog.grants().grant(SecurableRef.catalog("crm"), name, Privilege.USE_CATALOG);
      catalog.grants().grant(SecurableRef.schema("crm.sales"), name, Privilege.USE_SCHEMA);
      catalog.grants().grant(SecurableRef.table(TABLE), name, Privilege.SELECT, Privilege.MODIFY);
    }
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.mask_email")
                .parameter("email", SqlType.STRING)
                .returns(SqlType.STRING)
                .body(
                    "CASE WHEN is_account_group_member('support') THEN email"
                        + " ELSE concat('***@', split_part(email, '@', 2)) END")
                .build());
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.only_eu")
                .parameter("region", SqlType.STRING)
                .returns(SqlType.BOOLEAN)
                .body("is_account_group_member('support') OR region = 'EU'")
                .build());
  }

  static Row row(long id, String email, String region, String spend) {
    return Row.of(SCHEMA, id, email, region, new BigDecimal(spend));
  }

  static void mask(Mudbrick admin) {
    admin
        .module(Catalog.class)
        .tables()
        .setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.mask_email"));
  }

  static void filter(Mudbrick admin) {
    admin
        .module(Catalog.class)
        .tables()
        .setRowFilter(TABLE, RowFilter.of("crm.sales.only_eu", "region"));
  }

  static DeltaTable as(Mudbrick platform, String user) {
    return platform.as(user).module(Catalog.class).tables().open(TABLE);
  }

  static List<Object> emails(Iterable<Row> rows) {
    List<Object> found = new ArrayList<>();
    rows.forEach(row -> found.add(String.valueOf(row.get("email"))));
    return found;
  }
}
