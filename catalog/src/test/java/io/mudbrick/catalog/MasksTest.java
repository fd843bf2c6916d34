package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.OptimizeOptions;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableMaintenance;
import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What masks and filters hide stays hidden, whichever way one reads. */
@MudbrickTest
@Tag("both-stores")
class MasksTest {
  private static final String TABLE = "crm.sales.customers";
  private static final Schema SCHEMA =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("email", ColumnType.STRING)
          .column("region", ColumnType.STRING)
          .column("spend", ColumnType.decimal(10, 2))
          .build();

  @BeforeEach
  void furnish(Mudbrick admin) {
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

  private static Row row(long id, String email, String region, String spend) {
    return Row.of(SCHEMA, id, email, region, new java.math.BigDecimal(spend));
  }

  private static void mask(Mudbrick admin) {
    admin
        .module(Catalog.class)
        .tables()
        .setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.mask_email"));
  }

  private static void filter(Mudbrick admin) {
    admin
        .module(Catalog.class)
        .tables()
        .setRowFilter(TABLE, RowFilter.of("crm.sales.only_eu", "region"));
  }

  private static DeltaTable as(Mudbrick platform, String user) {
    return platform.as(user).module(Catalog.class).tables().open(TABLE);
  }

  private static List<Object> emails(Iterable<Row> rows) {
    List<Object> found = new java.util.ArrayList<>();
    rows.forEach(row -> found.add(String.valueOf(row.get("email"))));
    return found;
  }

  @Test
  void a_masked_column_is_masked_in_every_way_of_reading(Mudbrick admin) {
    DeltaTable held = as(admin, "mia");
    assertThat(emails(held.read().toRows())).contains("ada@example.com");
    mask(admin);
    for (DeltaTable table : List.of(held, as(admin, "mia"))) {
      assertThat(emails(table.read().toRows())).containsOnly("***@example.com").hasSize(3);
      assertThat(emails(table.read().columns("email").toColumns().rows()))
          .containsOnly("***@example.com");
      assertThat(emails(table.read().version(1).toRows())).containsOnly("***@example.com");
      assertThat(table.read().columns("spend", "email").batches().flatMap(b -> b.toRows().stream()))
          .extracting(row -> row.get("email"))
          .containsOnly("***@example.com");
      assertThat(table.changes(1, 1).toRows())
          .extracting(row -> row.get("email"))
          .containsOnly("***@example.com");
      assertThat(table.read().count()).isEqualTo(3);
      assertThat(table.history(5)).allMatch(c -> c.metrics().isEmpty() && c.parameters().isEmpty());
      assertThatThrownBy(() -> table.read().files()).hasMessageContaining("column mask");
      assertThatThrownBy(table::directory).hasMessageContaining("column mask");
    }
    assertThat(emails(as(admin, "sam").read().toRows())).contains("ada@example.com");
    assertThat(as(admin, "sam").read().files()).isNotEmpty();
  }

  @Test
  void owner_and_admin_are_masked_too_unless_the_function_says_otherwise(Mudbrick admin) {
    mask(admin);
    assertThat(emails(admin.module(Catalog.class).tables().open(TABLE).read().toRows()))
        .containsOnly("***@example.com");
  }

  @Test
  void hidden_rows_are_neither_shown_nor_counted_nor_changed(Mudbrick admin) {
    filter(admin);
    DeltaTable mia = as(admin, "mia");
    assertThat(mia.read().count()).isEqualTo(2);
    assertThat(mia.read().columns("id").toRows())
        .extracting(r -> r.get("id"))
        .containsExactly(1L, 3L);
    assertThat(mia.changes(1, 1).toRows()).hasSize(2);
    assertThat(as(admin, "sam").read().count()).isEqualTo(3);

    mia.write().delete(row -> true);
    assertThat(as(admin, "sam").read().toRows()).extracting(r -> r.get("id")).containsExactly(2L);
    for (Runnable write :
        List.<Runnable>of(
            () -> mia.overwrite(List.of()),
            () -> mia.upsert(List.of(row(2, "x", "EU", "1.00")), "id"),
            () -> mia.write().deleteByKey(List.of(Row.of(SCHEMA.select(List.of("id")), 2L))))) {
      assertThatThrownBy(write::run).extracting("code").isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
    assertThat(mia.append(List.of(row(9, "i@example.com", "EU", "1.00"))).version()).isPositive();
  }

  @Test
  void nobody_finds_rows_by_values_that_a_mask_hides(Mudbrick admin) {
    mask(admin);
    DeltaTable mia = as(admin, "mia");
    mia.write().delete(row -> "ada@example.com".equals(row.get("email")));
    mia.write().delete("email LIKE 'bob%' OR email = 'cyd@example.com'");
    mia.write().delete(Filter.equal("EMAIL", "bob@example.com"));
    assertThat(mia.read().count()).isEqualTo(3);
    assertThat(mia.read().where("email LIKE 'a%'").count()).isZero();
    assertThat(mia.read().where(Filter.equal("Email", "ada@example.com")).toRows()).isEmpty();
    assertThat(mia.read().where("email LIKE '*%'").columns("id").limit(2).toColumns().size())
        .isEqualTo(2);
    assertThat(mia.changes(1, 1).byKey(List.of("id")).toRows()).hasSize(3);
    assertThatThrownBy(() -> mia.changes(1, 1).byKey(List.of("Email")).toRows())
        .hasMessageContaining("column mask");
    assertThatThrownBy(() -> mia.upsert(List.of(row(1, "x", "EU", "1.00")), "email"))
        .hasMessageContaining("column mask");
    mia.write()
        .update(
            row -> row.getLong("id") == 1,
            row -> Row.of(SCHEMA, row.get("id"), row.get("email"), "ASIA", row.get("spend")));
    assertThat(as(admin, "sam").read().toRows())
        .filteredOn(row -> row.getLong("id") == 1)
        .containsExactly(row(1, "ada@example.com", "ASIA", "10.00"));
  }

  @Test
  void a_mask_may_look_at_other_columns_that_are_not_asked_for(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.coarse")
                .parameter("amount", SqlType.decimal(10, 2))
                .parameter("region", SqlType.STRING)
                .returns(SqlType.decimal(10, 2))
                .body("IF(region = 'US', NULL, round(amount, -1))")
                .build());
    catalog.tables().setColumnMask(TABLE, "spend", ColumnMask.of("crm.sales.coarse", "region"));
    ColumnBatch spend = as(admin, "mia").read().columns("spend").toColumns();
    assertThat(spend.schema().names()).containsExactly("spend");
    assertThat(spend.toRows())
        .extracting(r -> r.get("spend") == null)
        .containsExactly(false, true, false);
    assertThat(catalog.tables().get(TABLE).columnMasks())
        .isEqualTo(Map.of("spend", ColumnMask.of("crm.sales.coarse", "region")));
  }

  @Test
  void masks_are_set_by_those_who_manage_the_table_and_may_run_the_function(Mudbrick admin) {
    Tables mia = admin.as("mia").module(Catalog.class).tables();
    ColumnMask mask = ColumnMask.of("crm.sales.mask_email");
    assertThatThrownBy(() -> mia.setColumnMask(TABLE, "email", mask))
        .hasMessage("User is not an owner of Table 'crm.sales.customers'.");
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(SecurableRef.table(TABLE), "mia", Privilege.MANAGE);
    assertThatThrownBy(() -> mia.setColumnMask(TABLE, "email", mask))
        .hasMessage("User does not have EXECUTE on Function 'crm.sales.mask_email'.");
    grants.grant(SecurableRef.function("crm.sales.mask_email"), "mia", Privilege.EXECUTE);
    assertThat(mia.setColumnMask(TABLE, "email", mask).columnMasks()).containsKey("email");
    assertThatThrownBy(() -> mia.setColumnMask(TABLE, "id", mask))
        .hasMessageContaining("DATATYPE_MISMATCH");
    assertThat(mia.unsetColumnMask(TABLE, "email").columnMasks()).isEmpty();
    assertThatThrownBy(() -> mia.unsetColumnMask(TABLE, "email"))
        .extracting("code")
        .isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void a_function_that_masks_cannot_be_dropped(Mudbrick admin) {
    mask(admin);
    Catalog catalog = admin.module(Catalog.class);
    assertThatThrownBy(() -> catalog.functions().delete("crm.sales.mask_email"))
        .hasMessage(
            "Function 'crm.sales.mask_email' cannot be deleted: it masks or filters"
                + " crm.sales.customers.");
    catalog.catalogs().delete("crm", true);
    assertThat(catalog.catalogs().list()).extracting(Securable::name).doesNotContain("crm");
  }

  @Test
  @KnownDifference(
      route = "DELETE /api/2.1/unity-catalog/functions/{full_name}",
      reason =
          "Masks and filters know their function by its id: one made anew under the name of one that"
              + " was dropped does not take its place; in the product the name decides.")
  void a_function_dropped_by_force_leaves_an_error_and_no_data(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("tools");
    catalog.schemas().create("tools.masks");
    FunctionSpec hide =
        FunctionSpec.sql("tools.masks.hide")
            .parameter("value", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("'hidden'")
            .build();
    FunctionSpec raw =
        FunctionSpec.sql("tools.masks.hide")
            .parameter("value", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("value")
            .build();
    catalog.functions().create(hide);
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("tools.masks.hide"));
    DeltaTable held = as(admin, "mia");
    assertThatThrownBy(() -> catalog.functions().delete("tools.masks.hide"))
        .hasMessageContaining("it masks or filters crm.sales.customers");
    catalog.catalogs().delete("tools", true);
    for (int round = 0; round < 2; round++) {
      for (Runnable read :
          List.<Runnable>of(
              () -> held.read().toRows(),
              () -> as(admin, "mia").read().columns("id").count(),
              () -> as(admin, "sam").changes(1, 1).toRows(),
              () -> held.read().files(),
              () -> held.write().delete("id = 1"),
              () -> held.history(1))) {
        assertThatThrownBy(read::run)
            .hasMessageContaining("Function 'tools.masks.hide'")
            .hasMessageContaining("was dropped")
            .extracting("details")
            .isEqualTo(Map.of("reason", "FUNCTION_DROPPED"));
      }
      assertThat(catalog.tables().get(TABLE).columnMasks())
          .isEqualTo(Map.of("email", ColumnMask.of("tools.masks.hide")));
      if (round == 0) {
        // Whoever makes a function of that name takes nothing over.
        catalog.catalogs().create("tools");
        catalog.schemas().create("tools.masks");
        catalog.functions().create(raw);
      }
    }
    catalog.tables().unsetColumnMask(TABLE, "email");
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.mask_email"));
    assertThat(emails(as(admin, "mia").read().toRows())).containsOnly("***@example.com");
  }

  @Test
  void a_function_that_a_function_calls_is_known_by_more_than_its_name(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.schemas().create("crm.parts");
    FunctionSpec stars =
        FunctionSpec.sql("crm.parts.stars")
            .parameter("v", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("'***'")
            .build();
    catalog.functions().create(stars);
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.outer")
                .parameter("v", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("CRM.Parts.Stars(v)")
                .build());
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.outer"));
    catalog.schemas().update("crm.parts", SecurableUpdate.rename("pieces"));
    assertThat(emails(as(admin, "mia").read().toRows())).containsOnly("***");
    catalog.functions().delete("crm.pieces.stars");
    catalog.schemas().create("crm.parts");
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.parts.stars")
                .parameter("v", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("v")
                .build());
    assertThatThrownBy(() -> as(admin, "mia").read().toRows())
        .hasMessageContaining("calls 'crm.parts.stars', which was dropped");
  }

  @Test
  void without_its_java_function_a_table_is_not_read_at_all(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog
        .functions()
        .create(
            FunctionSpec.external("crm.sales.hide", "JAVA")
                .externalName("acme.hide")
                .parameter("value", SqlType.STRING)
                .build());
    assertThatThrownBy(
            () -> catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.hide")))
        .hasMessageContaining("was not supplied since the start")
        .extracting("details")
        .isEqualTo(Map.of("reason", "FUNCTION_NOT_SUPPLIED"));
    catalog.functions().register("crm.sales.hide", new Hide());
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.hide"));
    assertThat(emails(as(admin, "mia").read().toRows())).containsOnly("hidden");
    assertThat(catalog.functions().call("crm.sales.hide", "x")).isEqualTo("hidden");
    assertThatThrownBy(() -> catalog.functions().register("crm.sales.mask_email", new Hide()))
        .hasMessageContaining("not one of Java");
  }

  private static final class Hide implements SqlFunction {
    @Override
    public List<SqlType> parameters() {
      return List.of(SqlType.STRING);
    }

    @Override
    public SqlType returns() {
      return SqlType.STRING;
    }

    @Override
    public @Nullable Object call(EvaluationContext context, @Nullable Object[] arguments) {
      return "hidden";
    }
  }

  @Test
  void functions_call_functions_and_are_made_by_those_who_may(Mudbrick admin) {
    Catalog mia = admin.as("mia").module(Catalog.class);
    FunctionSpec twice =
        FunctionSpec.sql("crm.sales.shout")
            .parameter("email", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("RETURN upper(crm.sales.mask_email(email))")
            .build();
    assertThatThrownBy(() -> mia.functions().create(twice))
        .hasMessage("User does not have CREATE FUNCTION on Schema 'crm.sales'.");
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(SecurableRef.schema("crm.sales"), "mia", Privilege.CREATE_FUNCTION);
    assertThatThrownBy(() -> mia.functions().create(twice))
        .hasMessage("User does not have EXECUTE on Function 'crm.sales.mask_email'.");
    grants.grant(SecurableRef.function("crm.sales.mask_email"), "mia", Privilege.EXECUTE);
    assertThat(mia.functions().create(twice).securable().owner()).isEqualTo("mia");
    assertThat(mia.functions().call("crm.sales.shout", "a@b.c")).isEqualTo("***@B.C");
    assertThatThrownBy(
            () ->
                mia.functions()
                    .create(FunctionSpec.sql("crm.sales.bad").body("nothing + 1").build()))
        .hasMessageContaining("UNRESOLVED_COLUMN");
  }

  @Test
  void tidying_up_tells_no_values_of_a_masked_partition(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    String name = "crm.sales.by_email";
    catalog.tables().create(TableSpec.builder(name, SCHEMA).partitionedBy("email").build());
    catalog.grants().grant(SecurableRef.table(name), "mia", Privilege.SELECT, Privilege.MODIFY);
    catalog.tables().open(name).append(List.of(row(1, "ada@example.com", "EU", "10.00")));
    catalog.tables().open(name).write().delete("id = 1");
    catalog.tables().setColumnMask(name, "email", ColumnMask.of("crm.sales.mask_email"));
    TableMaintenance mia = admin.as("mia").module(Catalog.class).tables().open(name).maintenance();
    VacuumOptions all =
        VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck().asDryRun();
    assertThat(mia.vacuum(all).files())
        .hasSize(1)
        .noneMatch(file -> file.toString().contains("ada"));
    assertThatThrownBy(
            () ->
                mia.optimize(
                    OptimizeOptions.DEFAULT.zOrderBy("id").where("email = 'ada@example.com'")))
        .hasMessageContaining("column mask");
    assertThat(mia.optimize().applied()).isFalse();
  }

  @Test
  void functions_that_call_each_other_many_times_are_refused_soon(Mudbrick admin) {
    Functions functions = admin.module(Catalog.class).functions();
    functions.create(calling("f0", "x"));
    functions.create(calling("f1", times20("f0")));
    functions.create(calling("f2", times20("f1")));
    assertThatThrownBy(() -> functions.create(calling("f3", times20("f2"))))
        .hasMessageContaining("too often");
    assertThat(functions.call("crm.sales.f2", 1L)).isEqualTo(400L);
  }

  private static FunctionSpec calling(String name, String body) {
    return FunctionSpec.sql("crm.sales." + name)
        .parameter("x", SqlType.LONG)
        .returns(SqlType.LONG)
        .body(body)
        .build();
  }

  private static String times20(String called) {
    return String.join(" + ", java.util.Collections.nCopies(20, "crm.sales." + called + "(x)"));
  }

  @Test
  void who_may_write_and_not_read_finds_no_rows_by_conditions(Mudbrick admin) {
    Grants grants = admin.module(Catalog.class).grants();
    grants.revoke(SecurableRef.table(TABLE), "mia", Privilege.SELECT);
    DeltaTable mia = as(admin, "mia");
    List<Row> seen = new java.util.ArrayList<>();
    for (Runnable look :
        List.<Runnable>of(
            () -> mia.write().delete(row -> seen.add(row) && false),
            () -> mia.write().update(row -> seen.add(row) && false, row -> row),
            () -> mia.write().update(Filter.equal("id", 1), row -> row),
            () -> mia.write().delete("email LIKE 'a%'"))) {
      assertThatThrownBy(look::run).hasMessageContaining("SELECT");
    }
    assertThat(seen).isEmpty();
    assertThat(mia.append(List.of(row(9, "i@example.com", "EU", "1.00"))).applied()).isTrue();
  }
}
