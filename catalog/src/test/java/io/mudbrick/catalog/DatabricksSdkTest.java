package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.service.catalog.ColumnInfo;
import com.databricks.sdk.service.catalog.ColumnTypeName;
import com.databricks.sdk.service.catalog.CreateCatalog;
import com.databricks.sdk.service.catalog.CreateEntityTagAssignmentRequest;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.catalog.CreateTableConstraint;
import com.databricks.sdk.service.catalog.CreateTableRequest;
import com.databricks.sdk.service.catalog.DataSourceFormat;
import com.databricks.sdk.service.catalog.DeleteCatalogRequest;
import com.databricks.sdk.service.catalog.EntityTagAssignment;
import com.databricks.sdk.service.catalog.ListCatalogsRequest;
import com.databricks.sdk.service.catalog.ListMetastoresRequest;
import com.databricks.sdk.service.catalog.PermissionsChange;
import com.databricks.sdk.service.catalog.PrimaryKeyConstraint;
import com.databricks.sdk.service.catalog.Privilege;
import com.databricks.sdk.service.catalog.SecurableType;
import com.databricks.sdk.service.catalog.TableConstraint;
import com.databricks.sdk.service.catalog.TableInfo;
import com.databricks.sdk.service.catalog.TableType;
import com.databricks.sdk.service.catalog.UpdateCatalog;
import com.databricks.sdk.service.catalog.UpdateEntityTagAssignmentRequest;
import com.databricks.sdk.service.catalog.UpdatePermissions;
import com.databricks.sdk.service.catalog.UpdateSchema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Databricks SDK, unmodified, on plain http, as users whose tokens differ. */
@MudbrickTest
class DatabricksSdkTest {
  private static void createTable(WorkspaceClient client, String name) {
    client
        .tables()
        .create(
            new CreateTableRequest()
                .setCatalogName("telco")
                .setSchemaName("churn")
                .setName(name)
                .setTableType(TableType.MANAGED)
                .setDataSourceFormat(DataSourceFormat.DELTA)
                .setColumns(
                    List.of(
                        new ColumnInfo()
                            .setName("id")
                            .setTypeName(ColumnTypeName.LONG)
                            .setTypeText("bigint")
                            .setPosition(0L),
                        new ColumnInfo()
                            .setName("at")
                            .setTypeName(ColumnTypeName.TIMESTAMP)
                            .setTypeText("timestamp")
                            .setComment("when")
                            .setPosition(1L))));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/catalogs",
        "GET /api/2.1/unity-catalog/catalogs",
        "GET /api/2.1/unity-catalog/catalogs/{name}",
        "PATCH /api/2.1/unity-catalog/catalogs/{name}",
        "DELETE /api/2.1/unity-catalog/catalogs/{name}",
        "POST /api/2.1/unity-catalog/schemas",
        "GET /api/2.1/unity-catalog/schemas",
        "GET /api/2.1/unity-catalog/schemas/{full_name}",
        "PATCH /api/2.1/unity-catalog/schemas/{full_name}",
        "DELETE /api/2.1/unity-catalog/schemas/{full_name}",
        "POST /api/2.1/unity-catalog/tables",
        "GET /api/2.1/unity-catalog/tables",
        "GET /api/2.1/unity-catalog/tables/{full_name}",
        "GET /api/2.1/unity-catalog/tables/{full_name}/exists",
        "GET /api/2.1/unity-catalog/table-summaries",
        "DELETE /api/2.1/unity-catalog/tables/{full_name}",
        "POST /api/2.1/unity-catalog/constraints",
        "GET /api/2.1/unity-catalog/metastore_summary",
        "GET /api/2.1/unity-catalog/metastores",
        "GET /api/2.1/unity-catalog/current-metastore-assignment"
      })
  void objects_are_made_listed_changed_and_deleted(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    assertThat(admin.metastores().summary().getMetastoreId())
        .isEqualTo(platform.workspace().metastoreId());
    assertThat(admin.metastores().current().getDefaultCatalogName()).isEqualTo("workspace");
    assertThat(admin.metastores().list(new ListMetastoresRequest())).hasSize(1);

    admin.catalogs().create(new CreateCatalog().setName("Telco").setComment("customers"));
    assertThat(admin.catalogs().list(new ListCatalogsRequest()))
        .extracting(c -> c.getName())
        .containsExactly("system", "telco", "workspace");
    assertThatThrownBy(() -> admin.catalogs().create(new CreateCatalog().setName("TELCO")))
        .isInstanceOf(ResourceAlreadyExists.class)
        .hasMessageContaining("Catalog 'telco' already exists");
    admin.catalogs().update(new UpdateCatalog().setName("telco").setComment("all of them"));
    assertThat(admin.catalogs().get("telco").getComment()).isEqualTo("all of them");

    admin.schemas().create(new CreateSchema().setCatalogName("telco").setName("raw"));
    admin
        .schemas()
        .update(
            new UpdateSchema()
                .setFullName("telco.raw")
                .setNewName("churn")
                .setProperties(Map.of("team", "retention")));
    assertThat(admin.schemas().list("telco")).extracting(s -> s.getName()).containsExactly("churn");
    assertThat(admin.schemas().get("telco.churn").getProperties())
        .containsEntry("team", "retention");

    createTable(admin, "usage");
    admin
        .tableConstraints()
        .create(
            new CreateTableConstraint()
                .setFullNameArg("telco.churn.usage")
                .setConstraint(
                    new TableConstraint()
                        .setPrimaryKeyConstraint(
                            new PrimaryKeyConstraint()
                                .setName("usage_pk")
                                .setChildColumns(List.of("id", "at"))
                                .setTimeseriesColumns(List.of("at")))));
    TableInfo table = admin.tables().get("telco.churn.usage");
    assertThat(table.getColumns())
        .extracting(ColumnInfo::getTypeName)
        .containsExactly(ColumnTypeName.LONG, ColumnTypeName.TIMESTAMP);
    assertThat(table.getTableConstraints())
        .singleElement()
        .satisfies(
            c ->
                assertThat(c.getPrimaryKeyConstraint().getTimeseriesColumns())
                    .containsExactly("at"));
    assertThat(table.getStorageLocation()).startsWith("file:");
    assertThat(admin.tables().list("telco", "churn")).hasSize(1);
    assertThat(admin.tables().listSummaries("telco"))
        .extracting(t -> t.getFullName())
        .containsExactly("telco.churn.usage");
    assertThat(admin.tables().exists("telco.churn.usage").getTableExists()).isTrue();

    assertThatThrownBy(() -> admin.catalogs().delete("telco"))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("not empty");
    admin.tables().delete("telco.churn.usage");
    assertThatThrownBy(() -> admin.tables().get("telco.churn.usage")).isInstanceOf(NotFound.class);
    admin.schemas().delete("telco.churn");
    admin.catalogs().delete(new DeleteCatalogRequest().setName("telco").setForce(true));
    assertThatThrownBy(() -> admin.catalogs().get("telco")).isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "GET /api/2.1/unity-catalog/permissions/{type}/{full_name}",
        "PATCH /api/2.1/unity-catalog/permissions/{type}/{full_name}",
        "GET /api/2.1/unity-catalog/privilege-assignments/{type}/{full_name}",
        "GET /api/2.1/unity-catalog/effective-permissions/{type}/{full_name}",
        "GET /api/2.1/unity-catalog/effective-privilege-assignments/{type}/{full_name}"
      })
  void a_grant_lets_in_and_a_revoke_shuts_out(Mudbrick platform) {
    Identity people = platform.module(Identity.class);
    people.createUser("ana");
    people.createGroup("analysts");
    people.addMember("analysts", "ana");
    WorkspaceClient admin = client(platform);
    admin.catalogs().create(new CreateCatalog().setName("telco"));
    admin.schemas().create(new CreateSchema().setCatalogName("telco").setName("churn"));
    createTable(admin, "usage");

    WorkspaceClient ana = client(platform.as("ana"));
    assertThatThrownBy(() -> ana.tables().get("telco.churn.usage"))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("User does not have USE CATALOG on Catalog 'telco'.");

    grant(admin, "CATALOG", "telco", Privilege.USE_CATALOG, Privilege.USE_SCHEMA);
    grant(admin, "table", "telco.churn.usage", Privilege.SELECT);
    assertThat(ana.tables().get("telco.churn.usage").getOwner()).isEqualTo("admin");
    assertThat(admin.grants().get("TABLE", "telco.churn.usage").getPrivilegeAssignments())
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.getPrincipal()).isEqualTo("analysts");
              assertThat(a.getPrivileges()).containsExactly(Privilege.SELECT);
            });
    assertThat(admin.grants().list("TABLE", "telco.churn.usage")).hasSize(1);
    assertThat(admin.grants().listEffective("TABLE", "telco.churn.usage")).isNotEmpty();
    assertThat(ana.grants().getEffective("TABLE", "telco.churn.usage").getPrivilegeAssignments())
        .singleElement()
        .satisfies(
            a ->
                assertThat(a.getPrivileges())
                    .anySatisfy(
                        p -> {
                          assertThat(p.getPrivilege()).isEqualTo(Privilege.USE_SCHEMA);
                          assertThat(p.getInheritedFromType()).isEqualTo(SecurableType.CATALOG);
                          assertThat(p.getInheritedFromName()).isEqualTo("telco");
                        }));

    assertThatThrownBy(() -> grant(ana, "TABLE", "telco.churn.usage", Privilege.MODIFY))
        .isInstanceOf(PermissionDenied.class);
    admin
        .grants()
        .update(
            new UpdatePermissions()
                .setSecurableType("TABLE")
                .setFullName("telco.churn.usage")
                .setChanges(
                    List.of(
                        new PermissionsChange()
                            .setPrincipal("analysts")
                            .setRemove(List.of(Privilege.SELECT)))));
    assertThatThrownBy(() -> ana.tables().get("telco.churn.usage"))
        .isInstanceOf(PermissionDenied.class);
    assertThat(ana.tables().list("telco", "churn")).isEmpty();
  }

  private static void grant(
      WorkspaceClient client, String type, String name, Privilege... privileges) {
    client
        .grants()
        .update(
            new UpdatePermissions()
                .setSecurableType(type)
                .setFullName(name)
                .setChanges(
                    List.of(
                        new PermissionsChange()
                            .setPrincipal("analysts")
                            .setAdd(List.of(privileges)))));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/entity-tag-assignments",
        "GET /api/2.1/unity-catalog/entity-tag-assignments/{entity_type}/{entity_name}/tags",
        "GET /api/2.1/unity-catalog/entity-tag-assignments/{entity_type}/{entity_name}/tags/{tag_key}",
        "PATCH /api/2.1/unity-catalog/entity-tag-assignments/{entity_type}/{entity_name}/tags/{tag_key}",
        "DELETE /api/2.1/unity-catalog/entity-tag-assignments/{entity_type}/{entity_name}/tags/{tag_key}"
      })
  void tags_are_set_read_changed_and_removed(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    admin.catalogs().create(new CreateCatalog().setName("telco"));
    admin
        .entityTagAssignments()
        .create(
            new CreateEntityTagAssignmentRequest()
                .setTagAssignment(
                    new EntityTagAssignment()
                        .setEntityType("catalogs")
                        .setEntityName("telco")
                        .setTagKey("pii")
                        .setTagValue("yes")));
    assertThat(admin.entityTagAssignments().list("catalogs", "telco"))
        .extracting(EntityTagAssignment::getTagValue)
        .containsExactly("yes");
    admin
        .entityTagAssignments()
        .update(
            new UpdateEntityTagAssignmentRequest()
                .setEntityType("catalogs")
                .setEntityName("telco")
                .setTagKey("pii")
                .setUpdateMask("tag_value")
                .setTagAssignment(new EntityTagAssignment().setTagValue("no")));
    assertThat(admin.entityTagAssignments().get("catalogs", "telco", "pii").getTagValue())
        .isEqualTo("no");
    admin.entityTagAssignments().delete("catalogs", "telco", "pii");
    assertThatThrownBy(() -> admin.entityTagAssignments().get("catalogs", "telco", "pii"))
        .isInstanceOf(NotFound.class);
  }
}
