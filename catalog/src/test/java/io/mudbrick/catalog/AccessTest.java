package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import io.mudbrick.catalog.delta.TableMaintenance;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.TableWrite;
import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Grants that really deny, at every door of the Java API. */
@MudbrickTest
@Tag("both-stores")
class AccessTest {
  private static final Schema SCHEMA =
      Schema.builder().column("id", ColumnType.LONG).column("name", ColumnType.STRING).build();
  private static final SecurableRef TABLE = SecurableRef.table("telco.churn.customers");

  @BeforeEach
  void furnish(Mudbrick admin) {
    Identity people = admin.module(Identity.class);
    people.createUser("ana");
    people.createUser("eve");
    people.createGroup("analysts");
    people.createGroup("staff");
    people.addMember("staff", "analysts");
    people.addMember("analysts", "ana");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    catalog
        .tables()
        .create(TableSpec.builder("telco.churn.customers", SCHEMA).primaryKey("id").build());
    catalog.tables().open("telco.churn.customers").append(List.of(Row.of(SCHEMA, 1L, "Ada")));
  }

  private static Catalog as(Mudbrick platform, String user) {
    return platform.as(user).module(Catalog.class);
  }

  private static void grantUse(Mudbrick admin, String principal) {
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(SecurableRef.catalog("telco"), principal, Privilege.USE_CATALOG);
    grants.grant(SecurableRef.schema("telco.churn"), principal, Privilege.USE_SCHEMA);
  }

  private static void assertDenied(ThrowingCallable call, String message) {
    assertThatThrownBy(call).hasMessage(message);
  }

  @Test
  void each_level_asks_for_its_privilege_in_turn(Mudbrick admin) {
    Catalog ana = as(admin, "ana");
    Grants grants = admin.module(Catalog.class).grants();
    assertDenied(
        () -> ana.tables().open("telco.churn.customers"),
        "User does not have USE CATALOG on Catalog 'telco'.");
    grants.grant(SecurableRef.catalog("telco"), "ana", Privilege.USE_CATALOG);
    assertDenied(
        () -> ana.tables().open("telco.churn.customers"),
        "User does not have USE SCHEMA on Schema 'telco.churn'.");
    grants.grant(SecurableRef.schema("telco.churn"), "ana", Privilege.USE_SCHEMA);
    assertDenied(
        () -> ana.tables().open("telco.churn.customers"),
        "User does not have SELECT on Table 'telco.churn.customers'.");
    grants.grant(TABLE, "ana", Privilege.SELECT);
    assertThat(ana.tables().open("telco.churn.customers").read().count()).isEqualTo(1);
    assertDenied(
        () -> ana.tables().open("telco.churn.customers").append(List.of()),
        "User does not have MODIFY on Table 'telco.churn.customers'.");
  }

  @Test
  void whoever_may_not_use_a_parent_does_not_learn_what_is_in_it(Mudbrick admin) {
    assertDenied(
        () -> as(admin, "eve").tables().get("telco.churn.nothing"),
        "User does not have USE CATALOG on Catalog 'telco'.");
    assertDenied(
        () -> as(admin, "eve").tables().get("nowhere.churn.nothing"),
        "Catalog 'nowhere' does not exist.");
    grantUse(admin, "eve");
    assertDenied(
        () -> as(admin, "eve").tables().get("telco.churn.nothing"),
        "Table 'telco.churn.nothing' does not exist.");
  }

  @Test
  void a_grant_on_a_container_reaches_present_and_future_children(Mudbrick admin) {
    grantUse(admin, "users");
    admin
        .module(Catalog.class)
        .grants()
        .grant(SecurableRef.catalog("telco"), "ana", Privilege.SELECT);
    Catalog ana = as(admin, "ana");
    assertThat(ana.tables().open("telco.churn.customers").read().count()).isEqualTo(1);
    admin
        .module(Catalog.class)
        .tables()
        .create(TableSpec.builder("telco.churn.later", SCHEMA).build());
    assertThat(ana.tables().open("telco.churn.later").read().count()).isZero();
    assertThat(ana.tables().list("telco.churn")).hasSize(2);
    assertThat(as(admin, "eve").tables().list("telco.churn")).isEmpty();
  }

  @Test
  void a_group_in_a_group_passes_its_grants_on_and_leaving_ends_them(Mudbrick admin) {
    grantUse(admin, "staff");
    admin.module(Catalog.class).grants().grant(TABLE, "staff", Privilege.SELECT);
    Catalog ana = as(admin, "ana");
    assertThat(ana.tables().open("telco.churn.customers").read().count()).isEqualTo(1);
    admin.module(Identity.class).removeMember("analysts", "ana");
    assertDenied(
        () -> ana.tables().open("telco.churn.customers"),
        "User does not have USE CATALOG on Catalog 'telco'.");
  }

  @Test
  void a_handle_held_open_asks_again_at_each_read_and_write(Mudbrick admin) {
    grantUse(admin, "ana");
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(TABLE, "ana", Privilege.SELECT, Privilege.MODIFY);
    DeltaTable table = as(admin, "ana").tables().open("telco.churn.customers");
    TableRead read = table.read().columns("name");
    TableWrite write = table.write().addingColumns();
    TableChanges changes = table.changesSince(0);
    TableMaintenance maintenance = table.maintenance();
    grants.revoke(TABLE, "ana", Privilege.SELECT, Privilege.MODIFY);
    List<ThrowingCallable> doors =
        List.of(
            table::read,
            table::directory,
            () -> table.history(1),
            read::toColumns,
            read::rows,
            read::batches,
            read::count,
            read::files,
            () -> read.version(0).toRows(),
            table::write,
            () -> write.append(List.of()),
            () -> write.deleteByKey(List.of()),
            () -> write.delete(row -> true),
            () -> write.update(row -> true, Map.of()),
            () -> write.updateByKey(List.of(), List.of("id")),
            () -> table.addColumns(List.of()),
            () -> table.changes(0, 0),
            () -> table.changesSince(0),
            changes::toRows,
            changes::isEmpty,
            () -> changes.byKey(List.of("id")).batches(),
            maintenance::optimize,
            () -> maintenance.vacuum(VacuumOptions.DEFAULT.asDryRun()),
            () -> maintenance.restore(0),
            () -> maintenance.restore(Instant.now()));
    assertThat(doors)
        .allSatisfy(door -> assertThatThrownBy(door).hasMessageContaining("does not have"));
  }

  @Test
  void the_history_names_who_wrote_and_a_restore_gives_the_catalog_its_columns_back(
      Mudbrick admin) {
    grantUse(admin, "ana");
    admin.module(Catalog.class).grants().grant(TABLE, "ana", Privilege.SELECT, Privilege.MODIFY);
    DeltaTable table = as(admin, "ana").tables().open("telco.churn.customers");
    long before = table.version();
    table.addColumns(List.of(Column.of("city", ColumnType.STRING)));

    table.maintenance().restore(before);

    assertThat(table.history(1).get(0).by().userName()).contains("ana");
    assertThat(admin.module(Catalog.class).tables().get("telco.churn.customers").schema().names())
        .containsExactly("id", "name");
  }

  @Test
  void without_any_grant_nothing_can_be_done(Mudbrick admin) {
    Catalog eve = as(admin, "eve");
    List<ThrowingCallable> doors =
        List.of(
            () -> eve.catalogs().create("mine"),
            () -> eve.catalogs().get("telco"),
            () -> eve.catalogs().update("telco", SecurableUpdate.owner("eve")),
            () -> eve.catalogs().delete("telco", true),
            () -> eve.schemas().create("telco.mine"),
            () -> eve.schemas().get("telco.churn"),
            () -> eve.schemas().list("telco").get(0),
            () -> eve.schemas().update("telco.churn", SecurableUpdate.rename("x")),
            () -> eve.schemas().delete("telco.churn", true),
            () -> eve.tables().create(TableSpec.builder("telco.churn.mine", SCHEMA).build()),
            () -> eve.tables().get("telco.churn.customers"),
            () -> eve.tables().update("telco.churn.customers", SecurableUpdate.comment("x")),
            () -> eve.tables().setPrimaryKey("telco.churn.customers", List.of("id"), ""),
            () -> eve.tables().delete("telco.churn.customers"),
            () -> eve.tables().open("telco.churn.customers"),
            () -> eve.securables().create(SecurableRef.model("telco.churn.m"), null),
            () -> eve.grants().list(TABLE),
            () -> eve.grants().effective(TABLE),
            () -> eve.grants().grant(TABLE, "eve", Privilege.SELECT),
            () -> eve.grants().require(TABLE, Privilege.SELECT),
            () -> eve.tags().list(TABLE),
            () -> eve.tags().set(TABLE, Map.of("a", "b")),
            () -> eve.tags().unset(TABLE, List.of("a")),
            () -> eve.lineage().upstream(eve.lineage().table("telco.churn.customers")),
            () -> eve.tables().open("system.access.audit"));
    for (int i = 0; i < doors.size(); i++) {
      int door = i;
      assertThatThrownBy(doors.get(door)).as("door %d", door).isInstanceOf(RuntimeException.class);
    }
    assertThat(eve.catalogs().list()).extracting(Securable::name).containsExactly("workspace");
    assertThat(eve.tables().exists("telco.churn.customers")).isFalse();
    assertThat(eve.grants().allows(SecurableRef.metastore(), Privilege.CREATE_CATALOG)).isFalse();
  }

  @Test
  void everybody_may_work_in_the_default_schema_and_owns_what_they_make(Mudbrick admin) {
    Catalog eve = as(admin, "eve");
    eve.tables().create(TableSpec.builder("workspace.default.mine", SCHEMA).build());
    Securable model = eve.securables().create(SecurableRef.model("workspace.default.Churn"), null);
    assertThat(model.owner()).isEqualTo("eve");
    assertThat(model.fullName()).isEqualTo("workspace.default.Churn");
    assertThat(eve.securables().get(SecurableRef.model("workspace.default.churn")))
        .isEqualTo(model);
    assertThat(eve.securables().list(SecurableType.REGISTERED_MODEL)).containsExactly(model);
    assertThat(as(admin, "ana").securables().list(SecurableType.REGISTERED_MODEL)).isEmpty();
    assertDenied(
        () -> as(admin, "ana").grants().require(model.ref(), Privilege.EXECUTE),
        "User does not have EXECUTE on Model 'workspace.default.Churn'.");
    eve.grants().grant(model.ref(), "ana", Privilege.EXECUTE);
    as(admin, "ana").grants().require(model.ref(), Privilege.EXECUTE);
  }

  @Test
  void all_privileges_expand_when_checked_and_do_not_hold_manage(Mudbrick admin) {
    admin
        .module(Catalog.class)
        .grants()
        .grant(SecurableRef.catalog("telco"), "ana", Privilege.ALL_PRIVILEGES);
    Catalog ana = as(admin, "ana");
    ana.tables().open("telco.churn.customers").append(List.of(Row.of(SCHEMA, 2L, "Bob")));
    ana.tables().create(TableSpec.builder("telco.churn.mine", SCHEMA).build());
    assertDenied(
        () -> ana.grants().grant(TABLE, "eve", Privilege.SELECT),
        "User is not an owner of Table 'telco.churn.customers'.");
    assertDenied(
        () -> ana.tables().delete("telco.churn.customers"),
        "User is not an owner of Table 'telco.churn.customers'.");
  }

  @Test
  void browse_shows_without_use_and_reads_nothing(Mudbrick admin) {
    admin
        .module(Catalog.class)
        .grants()
        .grant(SecurableRef.catalog("telco"), "ana", Privilege.BROWSE);
    Catalog ana = as(admin, "ana");
    assertThat(ana.tables().list("telco.churn")).hasSize(1);
    assertThat(ana.tables().get("telco.churn.customers").primaryKey()).containsExactly("id");
    assertDenied(
        () -> ana.tables().open("telco.churn.customers"),
        "User does not have USE CATALOG on Catalog 'telco'.");
  }

  @Test
  void the_owner_of_a_schema_manages_its_tables_but_does_not_read_them(Mudbrick admin) {
    Catalog root = admin.module(Catalog.class);
    grantUse(admin, "ana");
    root.schemas().update("telco.churn", SecurableUpdate.owner("ana"));
    Catalog ana = as(admin, "ana");
    assertDenied(
        () -> ana.tables().open("telco.churn.customers"),
        "User does not have SELECT on Table 'telco.churn.customers'.");
    ana.grants().grant(TABLE, "ana", Privilege.SELECT);
    assertThat(ana.tables().open("telco.churn.customers").read().count()).isEqualTo(1);
    ana.tables().delete("telco.churn.customers");
    assertThat(root.tables().exists("telco.churn.customers")).isFalse();
  }

  @Test
  void whoever_owns_a_container_manages_what_is_in_it(Mudbrick admin) {
    admin.module(Catalog.class).catalogs().update("telco", SecurableUpdate.owner("ana"));
    Catalog ana = as(admin, "ana");
    assertThat(ana.grants().allows(TABLE, Privilege.MANAGE)).isTrue();
    assertThat(ana.grants().allows(TABLE, Privilege.SELECT)).isFalse();
    assertThat(ana.grants().allows(SecurableRef.schema("telco.churn"), Privilege.CREATE_TABLE))
        .isFalse();
    ana.grants().grant(SecurableRef.schema("telco.churn"), "ana", Privilege.CREATE_TABLE);
    ana.tables().create(TableSpec.builder("telco.churn.mine", SCHEMA).build());
  }

  @Test
  void grants_show_all_to_a_manager_and_their_own_to_others(Mudbrick admin) {
    grantUse(admin, "users");
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(TABLE, "analysts", Privilege.SELECT);
    grants.grant(TABLE, "eve", Privilege.SELECT, Privilege.MODIFY);
    Function<List<Grant>, List<String>> text =
        list -> list.stream().map(g -> g.principal() + " " + g.privilege()).toList();
    assertThat(text.apply(grants.list(TABLE)))
        .containsExactly("analysts SELECT", "eve MODIFY", "eve SELECT");
    assertThat(text.apply(as(admin, "ana").grants().list(TABLE)))
        .containsExactly("analysts SELECT");
    assertThat(grants.effective(TABLE))
        .contains(new Grant("users", Privilege.USE_CATALOG, SecurableRef.catalog("telco")))
        .contains(new Grant("eve", Privilege.SELECT, TABLE));
  }

  @Test
  void nobody_changes_what_the_system_keeps(Mudbrick admin) {
    Catalog root = admin.module(Catalog.class);
    assertThatThrownBy(() -> root.catalogs().delete("system", true)).hasMessageContaining("system");
    assertThatThrownBy(() -> root.tables().delete("system.access.audit"))
        .hasMessageContaining("system");
    assertThatThrownBy(() -> root.tables().open("system.access.audit").write())
        .hasMessageContaining("kept by the system");
    assertThatThrownBy(
            () -> root.tables().create(TableSpec.builder("system.access.mine", SCHEMA).build()))
        .hasMessageContaining("kept by the system");
  }

  @Test
  void an_unknown_principal_or_a_privilege_that_does_not_apply_is_refused(Mudbrick admin) {
    Grants grants = admin.module(Catalog.class).grants();
    assertDenied(
        () -> grants.grant(TABLE, "nobody", Privilege.SELECT),
        "Could not find principal with name nobody.");
    assertDenied(
        () -> grants.grant(TABLE, "ana", Privilege.EXECUTE),
        "Privilege EXECUTE is not applicable to this entity [telco.churn.customers:TABLE].");
    assertThat(grants.list(TABLE)).isEmpty();
  }

  @Test
  void another_metastore_sees_nothing_of_this_one(Mudbrick admin) {
    Catalog other = admin.newWorkspace("other").module(Catalog.class);
    assertDenied(
        () -> other.tables().get("telco.churn.customers"), "Catalog 'telco' does not exist.");
    String id = admin.module(Catalog.class).tables().get("telco.churn.customers").id();
    assertThatThrownBy(() -> other.securables().byId(id)).hasMessageContaining(id);
    assertThat(admin.module(Catalog.class).securables().byId(id).ref()).isEqualTo(TABLE);
  }
}
