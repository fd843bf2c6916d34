package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said of a table is kept in memory; whatever changes it, the next call tells. */
@MudbrickTest
@Tag("both-stores")
class KeptTablesTest {
  private static final Schema COLUMNS =
      Schema.builder().column("id", ColumnType.LONG).column("email", ColumnType.STRING).build();
  private static final String NAME = "telco.churn.people";
  private static final String HIDE = "telco.tools.hide";

  private Catalog root;
  private Tables tables;

  @BeforeEach
  void make(Mudbrick admin) {
    root = admin.module(Catalog.class);
    tables = root.tables();
    root.catalogs().create("telco");
    root.schemas().create("telco.churn");
    root.schemas().create("telco.tools");
    tables.create(TableSpec.builder(NAME, COLUMNS).build());
    root.functions()
        .create(FunctionSpec.sql(HIDE).parameter("v", SqlType.STRING).body("'*'").build());
    assertThat(tables.get(NAME).columnMasks()).isEmpty();
  }

  @Test
  void a_mask_shows_when_it_is_set_when_its_function_is_renamed_and_when_it_is_gone() {
    tables.setColumnMask(NAME, "email", ColumnMask.of(HIDE));
    assertThat(tables.get(NAME).columnMasks()).containsEntry("email", ColumnMask.of(HIDE));
    root.securables().update(SecurableRef.schema("telco.tools"), SecurableUpdate.rename("kit"));
    assertThat(tables.get(NAME).columnMasks())
        .containsEntry("email", ColumnMask.of("telco.kit.hide"));
    root.securables().delete(SecurableRef.schema("telco.kit"), true);
    assertThat(tables.get(NAME).columnMasks())
        .containsEntry("email", ColumnMask.of("telco.kit.hide"));
    tables.unsetColumnMask(NAME, "email");
    assertThat(tables.get(NAME).columnMasks()).isEmpty();
  }

  @Test
  void columns_that_a_write_adds_and_a_key_show_at_once() {
    Schema wider =
        Schema.builder()
            .column("id", ColumnType.LONG)
            .column("email", ColumnType.STRING)
            .column("plan", ColumnType.STRING)
            .build();
    tables.open(NAME).write().addingColumns().append(List.of(Row.of(wider, 1L, "a@x", "gold")));
    assertThat(tables.get(NAME).schema().names()).containsExactly("id", "email", "plan");
    tables.setPrimaryKey(NAME, List.of("id"), "");
    assertThat(tables.get(NAME).primaryKey()).containsExactly("id");
    tables.dropConstraint(NAME, "people_pk", false);
    assertThat(tables.get(NAME).primaryKey()).isEmpty();
  }

  @Test
  void names_owners_comments_and_properties_show_at_once(Mudbrick admin) {
    admin.module(Identity.class).createUser("ana");
    tables.update(NAME, SecurableUpdate.comment("of all countries"));
    assertThat(tables.get(NAME).securable().comment()).isEqualTo("of all countries");
    tables.update(NAME, SecurableUpdate.owner("ana"));
    assertThat(tables.get(NAME).securable().owner()).isEqualTo("ana");
    tables.update(NAME, SecurableUpdate.properties(Map.of("k", "v")));
    assertThat(tables.get(NAME).securable().properties()).containsEntry("k", "v");
    tables.update(NAME, SecurableUpdate.rename("customers"));
    assertThat(tables.get("telco.churn.customers").fullName()).isEqualTo("telco.churn.customers");
    assertThatThrownBy(() -> tables.get(NAME)).isInstanceOf(PlatformException.class);
  }

  @Test
  void another_table_of_the_same_name_is_not_taken_for_the_first() {
    String before = tables.get(NAME).id();
    tables.delete(NAME);
    assertThatThrownBy(() -> tables.get(NAME)).isInstanceOf(PlatformException.class);
    tables.create(
        TableSpec.builder(NAME, Schema.builder().column("only", ColumnType.INT).build()).build());

    assertThat(tables.get(NAME).id()).isNotEqualTo(before);
    assertThat(tables.get(NAME).schema().names()).containsExactly("only");
  }

  @Test
  void a_change_that_is_undone_leaves_nothing_behind() {
    tables.setColumnMask(NAME, "email", ColumnMask.of(HIDE));
    assertThatThrownBy(() -> tables.setColumnMask(NAME, "id", ColumnMask.of(HIDE)))
        .isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> tables.setPrimaryKey(NAME, List.of("nothing"), ""))
        .isInstanceOf(PlatformException.class);

    assertThat(tables.get(NAME).columnMasks().keySet()).containsExactly("email");
    assertThat(tables.get(NAME).primaryKey()).isEmpty();
  }
}
