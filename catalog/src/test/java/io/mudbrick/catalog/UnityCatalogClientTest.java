package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import io.unitycatalog.client.ApiClient;
import io.unitycatalog.client.ApiClientBuilder;
import io.unitycatalog.client.ApiException;
import io.unitycatalog.client.api.CatalogsApi;
import io.unitycatalog.client.api.GrantsApi;
import io.unitycatalog.client.api.MetastoresApi;
import io.unitycatalog.client.api.SchemasApi;
import io.unitycatalog.client.api.TablesApi;
import io.unitycatalog.client.api.TemporaryCredentialsApi;
import io.unitycatalog.client.api.VolumesApi;
import io.unitycatalog.client.auth.TokenProvider;
import io.unitycatalog.client.model.CatalogInfo;
import io.unitycatalog.client.model.ColumnInfo;
import io.unitycatalog.client.model.ColumnTypeName;
import io.unitycatalog.client.model.CreateCatalog;
import io.unitycatalog.client.model.CreateSchema;
import io.unitycatalog.client.model.CreateTable;
import io.unitycatalog.client.model.CreateVolumeRequestContent;
import io.unitycatalog.client.model.DataSourceFormat;
import io.unitycatalog.client.model.GenerateTemporaryPathCredential;
import io.unitycatalog.client.model.GenerateTemporaryTableCredential;
import io.unitycatalog.client.model.GenerateTemporaryVolumeCredential;
import io.unitycatalog.client.model.PathOperation;
import io.unitycatalog.client.model.PermissionsChange;
import io.unitycatalog.client.model.Privilege;
import io.unitycatalog.client.model.SchemaInfo;
import io.unitycatalog.client.model.SecurableType;
import io.unitycatalog.client.model.TableInfo;
import io.unitycatalog.client.model.TableOperation;
import io.unitycatalog.client.model.TableType;
import io.unitycatalog.client.model.TemporaryCredentials;
import io.unitycatalog.client.model.UpdateCatalog;
import io.unitycatalog.client.model.UpdatePermissions;
import io.unitycatalog.client.model.UpdateSchema;
import io.unitycatalog.client.model.UpdateVolumeRequestContent;
import io.unitycatalog.client.model.VolumeInfo;
import io.unitycatalog.client.model.VolumeOperation;
import io.unitycatalog.client.model.VolumeType;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of Unity Catalog OSS, unmodified, as users whose tokens differ. */
@MudbrickTest
class UnityCatalogClientTest {
  private static final String CLIENT = "io.unitycatalog:unitycatalog-client 0.6.0";

  private static ApiClient client(Mudbrick platform) {
    return ApiClientBuilder.create()
        .uri(platform.host())
        .tokenProvider(TokenProvider.create(Map.of("type", "static", "token", platform.token())))
        .build();
  }

  private static ApiException refused(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call);
  }

  private static void assertRefused(ThrowingCallable call, int status, String code) {
    ApiException error = refused(call);
    assertThat(error).as("refused with %s", code).isNotNull();
    assertThat(error.getResponseBody()).contains("\"error_code\":\"" + code + "\"");
    assertThat(error.getCode()).isEqualTo(status);
  }

  private static void furnish(ApiClient admin) throws ApiException {
    new CatalogsApi(admin).createCatalog(new CreateCatalog().name("telco").comment("phones"));
    new SchemasApi(admin).createSchema(new CreateSchema().name("churn").catalogName("telco"));
  }

  private static CreateTable table(String name, TableType type) {
    return new CreateTable()
        .name(name)
        .catalogName("telco")
        .schemaName("churn")
        .tableType(type)
        .dataSourceFormat(DataSourceFormat.DELTA)
        .properties(Map.of("team", "network"))
        .columns(
            List.of(
                new ColumnInfo()
                    .name("id")
                    .typeText("bigint")
                    .typeJson(
                        "{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}")
                    .typeName(ColumnTypeName.LONG)
                    .position(0)
                    .nullable(true)));
  }

  @Test
  @Witness(
      client = CLIENT,
      routes = {
        "GET /api/2.1/unity-catalog/metastore_summary",
        "POST /api/2.1/unity-catalog/catalogs",
        "GET /api/2.1/unity-catalog/catalogs",
        "GET /api/2.1/unity-catalog/catalogs/{name}",
        "PATCH /api/2.1/unity-catalog/catalogs/{name}",
        "DELETE /api/2.1/unity-catalog/catalogs/{name}",
        "POST /api/2.1/unity-catalog/schemas",
        "GET /api/2.1/unity-catalog/schemas",
        "GET /api/2.1/unity-catalog/schemas/{full_name}",
        "PATCH /api/2.1/unity-catalog/schemas/{full_name}",
        "DELETE /api/2.1/unity-catalog/schemas/{full_name}"
      })
  void catalogs_and_schemas_are_made_listed_changed_and_deleted(Mudbrick platform)
      throws ApiException {
    ApiClient admin = client(platform);
    assertThat(new MetastoresApi(admin).summary().getMetastoreId())
        .isEqualTo(platform.workspace().metastoreId());
    furnish(admin);
    CatalogsApi catalogs = new CatalogsApi(admin);
    assertThat(catalogs.getCatalog("TELCO").getComment()).isEqualTo("phones");
    assertThat(catalogs.listCatalogs(null, null).getCatalogs())
        .extracting(CatalogInfo::getName)
        .contains("telco");
    catalogs.updateCatalog(
        "telco", new UpdateCatalog().comment("lines").properties(Map.of("a", "b")));
    assertThat(catalogs.getCatalog("telco").getProperties()).containsEntry("a", "b");

    SchemasApi schemas = new SchemasApi(admin);
    for (String name : List.of("a", "b", "c")) {
      schemas.createSchema(new CreateSchema().name(name).catalogName("telco"));
    }
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      var page = schemas.listSchemas("telco", 2, token);
      assertThat(page.getSchemas()).hasSizeLessThanOrEqualTo(2);
      page.getSchemas().stream().map(SchemaInfo::getName).forEach(names::add);
      token = page.getNextPageToken();
    } while (token != null && !token.isEmpty());
    assertThat(names).contains("a", "b", "c", "churn").doesNotHaveDuplicates();
    schemas.updateSchema("telco.a", new UpdateSchema().newName("d").comment("renamed"));
    assertThat(schemas.getSchema("telco.d").getComment()).isEqualTo("renamed");
    schemas.deleteSchema("telco.d", false);
    assertRefused(() -> schemas.getSchema("telco.d"), 404, "RESOURCE_DOES_NOT_EXIST");

    assertRefused(
        () -> catalogs.createCatalog(new CreateCatalog().name("telco")),
        400,
        "RESOURCE_ALREADY_EXISTS");
    assertRefused(
        () -> catalogs.createCatalog(new CreateCatalog().name("no/slash")),
        400,
        "INVALID_PARAMETER_VALUE");
    assertRefused(() -> catalogs.deleteCatalog("telco", false), 400, "FAILED_PRECONDITION");
    catalogs.deleteCatalog("telco", true);
    assertRefused(() -> catalogs.getCatalog("telco"), 404, "RESOURCE_DOES_NOT_EXIST");
  }

  @Test
  @Witness(
      client = CLIENT,
      routes = {
        "POST /api/2.1/unity-catalog/tables",
        "GET /api/2.1/unity-catalog/tables",
        "GET /api/2.1/unity-catalog/tables/{full_name}",
        "DELETE /api/2.1/unity-catalog/tables/{full_name}",
        "POST /api/2.1/unity-catalog/temporary-table-credentials",
        "POST /api/2.1/unity-catalog/temporary-path-credentials"
      })
  @KnownDifference(
      route = "POST /api/2.1/unity-catalog/temporary-table-credentials",
      reason = "Files lie on this machine: a url and no credential, as none is needed.")
  void tables_are_made_found_by_their_files_and_dropped(Mudbrick platform, @TempDir Path directory)
      throws ApiException {
    ApiClient admin = client(platform);
    furnish(admin);
    TablesApi tables = new TablesApi(admin);
    TableInfo managed = tables.createTable(table("managed", TableType.MANAGED));
    Path place = directory.resolve("external");
    String location = directory.toUri() + "external";
    assertThat(place.toFile().mkdir()).isTrue();
    TableInfo external =
        tables.createTable(table("external", TableType.EXTERNAL).storageLocation(location));
    assertThat(external.getTableType()).isEqualTo(TableType.EXTERNAL);
    assertThat(external.getProperties()).containsEntry("team", "network");
    assertThat(external.getCreatedAt()).isNotNull();
    assertThat(external.getColumns())
        .singleElement()
        .satisfies(
            column -> {
              assertThat(column.getTypeName()).isEqualTo(ColumnTypeName.LONG);
              assertThat(column.getTypeText()).isEqualTo("bigint");
              assertThat(column.getTypeJson()).contains("\"long\"");
            });
    assertThat(tables.listTables("telco", "churn", 0, null).getTables())
        .extracting(TableInfo::getName)
        .containsExactly("external", "managed");
    assertThat(tables.getTable("telco.churn.managed", true, true).getTableId())
        .isEqualTo(managed.getTableId());

    TemporaryCredentialsApi credentials = new TemporaryCredentialsApi(admin);
    TemporaryCredentials found =
        credentials.generateTemporaryTableCredentials(
            new GenerateTemporaryTableCredential()
                .tableId(external.getTableId())
                .operation(TableOperation.READ_WRITE));
    assertThat(found.getAwsTempCredentials()).isNull();
    Path reached = Path.of(URI.create(found.getUrl()));
    assertThat(DeltaTables.open(reached).read().count()).isZero();
    assertThat(
            credentials
                .generateTemporaryPathCredentials(
                    new GenerateTemporaryPathCredential()
                        .url(location)
                        .operation(PathOperation.PATH_READ))
                .getUrl())
        .isNotEmpty();

    tables.deleteTable("telco.churn.external");
    assertThat(DeltaTables.exists(place)).as("files of others stay").isTrue();
    assertRefused(
        () -> tables.getTable("telco.churn.external", null, null), 404, "RESOURCE_DOES_NOT_EXIST");
    assertRefused(
        () -> tables.createTable(table("managed", TableType.MANAGED)),
        400,
        "RESOURCE_ALREADY_EXISTS");
  }

  @Test
  @Witness(
      client = CLIENT,
      routes = {
        "POST /api/2.1/unity-catalog/volumes",
        "GET /api/2.1/unity-catalog/volumes",
        "GET /api/2.1/unity-catalog/volumes/{name}",
        "PATCH /api/2.1/unity-catalog/volumes/{name}",
        "DELETE /api/2.1/unity-catalog/volumes/{name}",
        "POST /api/2.1/unity-catalog/temporary-volume-credentials"
      })
  void volumes_are_made_found_by_their_files_and_deleted(Mudbrick platform) throws ApiException {
    ApiClient admin = client(platform);
    furnish(admin);
    VolumesApi volumes = new VolumesApi(admin);
    VolumeInfo made =
        volumes.createVolume(
            new CreateVolumeRequestContent()
                .catalogName("telco")
                .schemaName("churn")
                .name("raw")
                .volumeType(VolumeType.MANAGED));
    assertThat(made.getStorageLocation()).startsWith("file:");
    assertThat(volumes.listVolumes("telco", "churn", null, null).getVolumes())
        .extracting(VolumeInfo::getFullName)
        .containsExactly("telco.churn.raw");
    volumes.updateVolume(
        "telco.churn.raw", new UpdateVolumeRequestContent().newName("ripe").comment("c"));
    assertThat(volumes.getVolume("telco.churn.ripe").getComment()).isEqualTo("c");
    assertThat(
            new TemporaryCredentialsApi(admin)
                .generateTemporaryVolumeCredentials(
                    new GenerateTemporaryVolumeCredential()
                        .volumeId(made.getVolumeId())
                        .operation(VolumeOperation.READ_VOLUME))
                .getUrl())
        .startsWith("file:");
    volumes.deleteVolume("telco.churn.ripe");
    assertRefused(() -> volumes.getVolume("telco.churn.ripe"), 404, "RESOURCE_DOES_NOT_EXIST");
  }

  @Test
  @Witness(
      client = CLIENT,
      routes = {
        "GET /api/2.1/unity-catalog/permissions/{type}/{full_name}",
        "PATCH /api/2.1/unity-catalog/permissions/{type}/{full_name}"
      })
  void a_grant_lets_in_and_a_revoke_shuts_out(Mudbrick platform) throws ApiException {
    platform.module(Identity.class).createUser("ana");
    ApiClient admin = client(platform);
    furnish(admin);
    TableInfo usage = new TablesApi(admin).createTable(table("usage", TableType.MANAGED));
    ApiClient ana = client(platform.as("ana"));
    TablesApi hers = new TablesApi(ana);
    assertRefused(() -> hers.getTable("telco.churn.usage", null, null), 403, "PERMISSION_DENIED");
    assertThat(new CatalogsApi(ana).listCatalogs(null, null).getCatalogs())
        .extracting(CatalogInfo::getName)
        .doesNotContain("telco");

    GrantsApi grants = new GrantsApi(admin);
    grants.update(
        SecurableType.CATALOG,
        "telco",
        change(new PermissionsChange().add(List.of(Privilege.USE_CATALOG, Privilege.USE_SCHEMA))));
    grants.update(
        SecurableType.TABLE,
        "telco.churn.usage",
        change(new PermissionsChange().add(List.of(Privilege.SELECT))));
    assertThat(grants.get(SecurableType.CATALOG, "telco", null).getPrivilegeAssignments())
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.getPrincipal()).isEqualTo("ana");
              // With the spaces that this client expects: it knows no other spelling.
              assertThat(a.getPrivileges())
                  .containsExactlyInAnyOrder(Privilege.USE_CATALOG, Privilege.USE_SCHEMA);
            });
    assertThat(hers.getTable("telco.churn.usage", null, null).getName()).isEqualTo("usage");
    assertThat(hers.listTables("telco", "churn", null, null).getTables()).hasSize(1);
    GenerateTemporaryTableCredential write =
        new GenerateTemporaryTableCredential()
            .tableId(usage.getTableId())
            .operation(TableOperation.READ_WRITE);
    assertRefused(
        () -> new TemporaryCredentialsApi(ana).generateTemporaryTableCredentials(write),
        403,
        "PERMISSION_DENIED");
    assertRefused(
        () ->
            new GrantsApi(ana)
                .update(
                    SecurableType.TABLE,
                    "telco.churn.usage",
                    change(new PermissionsChange().add(List.of(Privilege.MODIFY)))),
        403,
        "PERMISSION_DENIED");

    grants.update(
        SecurableType.TABLE,
        "telco.churn.usage",
        change(new PermissionsChange().remove(List.of(Privilege.SELECT))));
    assertRefused(() -> hers.getTable("telco.churn.usage", null, null), 403, "PERMISSION_DENIED");
  }

  private static UpdatePermissions change(PermissionsChange change) {
    return new UpdatePermissions().changes(List.of(change.principal("ana")));
  }
}
