package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, keys, renaming and deletion. */
@MudbrickTest
@Tag("both-stores")
class ObjectsTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("id", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("name", ColumnType.STRING)
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a/b",
        "a%2fb",
        "..",
        "a.b",
        "a\\b",
        "a\u0000b",
        "a\nb",
        "a\u007fb",
        "a\u202eb",
        "a\u200bb",
        "\uff41bc",
        "\ufb01x",
        "a'b",
        "a\"b",
        "a;b",
        "`a`",
        " a"
      })
  void a_bad_name_is_refused(String name, Catalog catalog) {
    assertThatThrownBy(() -> catalog.catalogs().create(name))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    assertThatThrownBy(() -> catalog.catalogs().get(name)).isInstanceOf(PlatformException.class);
  }

  @Test
  void a_name_has_at_most_255_characters(Catalog catalog) {
    catalog.catalogs().create("c".repeat(255));
    assertThatThrownBy(() -> catalog.catalogs().create("c".repeat(256)))
        .hasMessageContaining("255");
  }

  @Test
  void names_are_lower_cased_and_found_in_any_case(Catalog catalog) {
    assertThat(catalog.catalogs().create("TELCO").name()).isEqualTo("telco");
    catalog.schemas().create("Telco.Größe");
    assertThat(catalog.schemas().get("TELCO.GRÖSSE".replace("SS", "ß")).fullName())
        .isEqualTo("telco.größe");
    assertThatThrownBy(() -> catalog.catalogs().create("Telco"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_ALREADY_EXISTS);
              assertThat(e.details()).containsEntry("reason", "CATALOG_ALREADY_EXISTS");
            });
  }

  @Test
  void a_key_makes_its_columns_required_and_is_checked(Catalog catalog) {
    TableInfo made =
        catalog
            .tables()
            .create(
                TableSpec.builder("workspace.default.usage", SCHEMA)
                    .primaryKey("ID", "at")
                    .timeseries("At")
                    .build());
    assertThat(made.primaryKey()).containsExactly("id", "at");
    assertThat(made.lookupKey()).containsExactly("id");
    assertThat(made.timeseriesColumn()).isEqualTo("at");
    assertThat(made.schema().column("id").nullable()).isFalse();
    assertThat(catalog.tables().get("workspace.default.usage")).isEqualTo(made);
    TableSpec.Builder bad = TableSpec.builder("workspace.default.bad", SCHEMA);
    assertThatThrownBy(() -> catalog.tables().create(bad.primaryKey("nothing").build()))
        .hasMessageContaining("nothing");
    assertThatThrownBy(() -> catalog.tables().create(bad.primaryKey("id", "ID").build()))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> catalog.tables().create(bad.primaryKey("id").timeseries("at").build()))
        .hasMessageContaining("must be one of the primary key columns");
    assertThatThrownBy(() -> catalog.tables().create(bad.primaryKey("id").timeseries("id").build()))
        .hasMessageContaining("must be a timestamp or a date");
    assertThat(catalog.tables().list("workspace.default")).hasSize(1);
  }

  @Test
  void columns_added_by_a_write_show_in_the_catalog(Catalog catalog) {
    catalog.tables().create(TableSpec.builder("workspace.default.t", SCHEMA).build());
    DeltaTable table = catalog.tables().open("workspace.default.t");
    table.addColumns(List.of(Column.of("extra", ColumnType.DOUBLE)));
    assertThat(catalog.tables().get("workspace.default.t").schema().names())
        .containsExactly("id", "at", "name", "extra");
    Schema wider = table.schema().plus(List.of(Column.of("more", ColumnType.INT)));
    table.write().addingColumns().append(List.of(Row.of(wider, 1L, null, "a", 0.5, 3)));
    assertThat(catalog.tables().get("workspace.default.t").schema()).isEqualTo(table.schema());
    assertThat(table.read().version(0).schema().names()).containsExactly("id", "at", "name");
  }

  @Test
  void a_container_is_deleted_only_when_empty_or_by_force_and_files_go_too(Catalog catalog) {
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Path files =
        catalog.tables().create(TableSpec.builder("telco.churn.t", SCHEMA).build()).directory();
    assertThat(files).isDirectory();
    assertThatThrownBy(() -> catalog.schemas().delete("telco.churn", false))
        .hasMessageContaining("Schema 'telco.churn' is not empty");
    assertThatThrownBy(() -> catalog.catalogs().delete("telco", false))
        .hasMessageContaining("not empty");
    catalog.catalogs().delete("telco", true);
    assertThat(catalog.catalogs().list()).extracting(Securable::name).doesNotContain("telco");
    assertThat(Files.exists(files)).isFalse();
    catalog.catalogs().create("telco");
    assertThat(catalog.schemas().list("telco")).isEmpty();
  }

  @Test
  void whoever_needs_a_table_can_refuse_its_deletion(Catalog catalog) {
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Path files =
        catalog
            .tables()
            .create(TableSpec.builder("telco.churn.pinned", SCHEMA).build())
            .directory();
    assertThatThrownBy(() -> catalog.tables().delete("telco.churn.pinned"))
        .hasMessage("Somebody needs it.");
    assertThat(catalog.tables().open("telco.churn.pinned").read().count()).isZero();
    catalog.schemas().delete("telco.churn", true);
    assertThat(Files.exists(files)).isFalse();
  }

  @Test
  void of_two_who_make_a_table_at_once_one_does(Catalog catalog) throws Exception {
    TableSpec spec = TableSpec.builder("workspace.default.t", SCHEMA).build();
    List<Callable<Boolean>> makers = Collections.nCopies(4, () -> made(catalog, spec));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      int winners = 0;
      for (Future<Boolean> maker : pool.invokeAll(makers)) {
        winners += maker.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      pool.shutdown();
    }
    Path made = catalog.tables().get("workspace.default.t").directory();
    try (Stream<Path> folders = Files.list(Objects.requireNonNull(made.getParent()))) {
      assertThat(folders).containsExactly(made);
    }
  }

  private static boolean made(Catalog catalog, TableSpec spec) {
    try {
      catalog.tables().create(spec);
      return true;
    } catch (PlatformException e) {
      assertThat(e).hasMessage("Table 'workspace.default.t' already exists.");
      return false;
    }
  }

  @Test
  void a_renamed_schema_keeps_what_is_in_it(Catalog catalog) {
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.old");
    String id = catalog.tables().create(TableSpec.builder("telco.old.t", SCHEMA).build()).id();
    catalog.tables().open("telco.old.t").append(List.of(Row.of(SCHEMA, 1L, null, "a")));
    catalog.schemas().update("telco.old", SecurableUpdate.rename("new"));
    assertThat(catalog.tables().get("telco.new.t").id()).isEqualTo(id);
    assertThat(catalog.tables().open("telco.new.t").read().count()).isEqualTo(1);
    assertThatThrownBy(() -> catalog.tables().get("telco.old.t"))
        .hasMessage("Schema 'telco.old' does not exist.");
    catalog.schemas().create("telco.old");
    assertThat(catalog.tables().list("telco.old")).isEmpty();
    assertThatThrownBy(() -> catalog.schemas().update("telco.new", SecurableUpdate.rename("old")))
        .hasMessage("Schema 'telco.old' already exists.");
  }

  @Test
  void an_open_handle_does_not_follow_the_name_to_another_table(Catalog catalog) {
    catalog.tables().create(TableSpec.builder("workspace.default.t", SCHEMA).build());
    DeltaTable old = catalog.tables().open("workspace.default.t");
    catalog.tables().delete("workspace.default.t");
    assertThatThrownBy(old::read).hasMessageContaining("does not exist");
    catalog.tables().create(TableSpec.builder("workspace.default.t", SCHEMA).build());
    assertThatThrownBy(old::read).hasMessageContaining("does not exist");
    assertThat(catalog.tables().open("workspace.default.t").read().count()).isZero();
  }

  @Test
  void an_owner_is_changed_only_to_somebody_who_exists(Mudbrick platform, Catalog catalog) {
    platform.module(Identity.class).createUser("ana");
    catalog.catalogs().create("telco");
    assertThat(catalog.catalogs().update("telco", SecurableUpdate.owner("ana")).owner())
        .isEqualTo("ana");
    assertThatThrownBy(() -> catalog.catalogs().update("telco", SecurableUpdate.owner("bob")))
        .hasMessage("Could not find principal with name bob.");
    platform.as("ana").module(Catalog.class).schemas().create("telco.mine");
  }

  @Test
  void tags_have_limits(Catalog catalog) {
    SecurableRef schema = SecurableRef.schema("workspace.default");
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      many.put("key" + i, "v");
    }
    catalog.tags().set(schema, many);
    assertThat(catalog.tags().list(schema)).hasSize(50);
    assertThatThrownBy(() -> catalog.tags().set(schema, Map.of("one more", "v")))
        .hasMessageContaining("50");
    catalog.tags().set(schema, Map.of("key0", "changed"));
    assertThat(catalog.tags().list(schema)).containsEntry("key0", "changed");
    assertThatThrownBy(() -> catalog.tags().set(schema, Map.of("k".repeat(256), "v")))
        .hasMessageContaining("255");
    assertThatThrownBy(() -> catalog.tags().set(schema, Map.of("key0", "v".repeat(1001))))
        .hasMessageContaining("1000");
    assertThatThrownBy(() -> catalog.tags().unset(schema, List.of("none")))
        .hasMessageContaining("no tag 'none'");
  }
}
