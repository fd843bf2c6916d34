package io.mudbrick.catalog;

import static io.mudbrick.catalog.MaskedCustomers.SCHEMA;
import static io.mudbrick.catalog.MaskedCustomers.TABLE;
import static io.mudbrick.catalog.MaskedCustomers.as;
import static io.mudbrick.catalog.MaskedCustomers.emails;
import static io.mudbrick.catalog.MaskedCustomers.filter;
import static io.mudbrick.catalog.MaskedCustomers.mask;
import static io.mudbrick.catalog.MaskedCustomers.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.OptimizeOptions;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.TableMaintenance;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What masks and filters hide stays hidden, whichever way one reads. */
@MudbrickTest
@Tag("both-stores")
class MasksTest {
  @BeforeEach
  void furnish(Mudbrick admin) {
    MaskedCustomers.furnish(admin);
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
  void parts_are_masked_and_filtered_and_tell_nothing_of_what_files_hold(Mudbrick admin) {
    Filter hint = Filter.equal("email", "nobody@example.org");
    assertThat(as(admin, "mia").read().parts(hint)).isEmpty();
    assertThat(as(admin, "mia").read().parts(Filter.equal("id", 2))).hasSize(1);
    mask(admin);
    filter(admin);
    DeltaTable held = as(admin, "mia");
    List<TableRead> parts = held.read().columns("id", "email").parts(hint);
    assertThat(parts).hasSize(1);
    assertThat(emails(parts.get(0).toRows())).containsExactly("***@example.com", "***@example.com");
    assertThat(parts.get(0).columns("id").toColumns().column("id").longs()).containsExactly(1, 3);
    assertThat(held.read().limit(1).parts(Filter.all())).hasSize(1);
    admin.module(Catalog.class).grants().revoke(SecurableRef.table(TABLE), "mia", Privilege.SELECT);
    assertThatThrownBy(() -> held.read().parts(hint))
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
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
  void who_may_write_and_not_read_finds_no_rows_by_conditions(Mudbrick admin) {
    Grants grants = admin.module(Catalog.class).grants();
    grants.revoke(SecurableRef.table(TABLE), "mia", Privilege.SELECT);
    DeltaTable mia = as(admin, "mia");
    List<Row> seen = new ArrayList<>();
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
