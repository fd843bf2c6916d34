package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.catalog.ColumnInfo;
import com.databricks.sdk.service.catalog.ColumnMask;
import com.databricks.sdk.service.catalog.ColumnTypeName;
import com.databricks.sdk.service.catalog.CreateTableConstraint;
import com.databricks.sdk.service.catalog.CreateTableRequest;
import com.databricks.sdk.service.catalog.DataSourceFormat;
import com.databricks.sdk.service.catalog.DeleteTableConstraintRequest;
import com.databricks.sdk.service.catalog.GenerateTemporaryPathCredentialRequest;
import com.databricks.sdk.service.catalog.GenerateTemporaryTableCredentialRequest;
import com.databricks.sdk.service.catalog.GenerateTemporaryVolumeCredentialRequest;
import com.databricks.sdk.service.catalog.GetBindingsRequest;
import com.databricks.sdk.service.catalog.ListCredentialsRequest;
import com.databricks.sdk.service.catalog.ListExternalLocationsRequest;
import com.databricks.sdk.service.catalog.ListStorageCredentialsRequest;
import com.databricks.sdk.service.catalog.PathOperation;
import com.databricks.sdk.service.catalog.PrimaryKeyConstraint;
import com.databricks.sdk.service.catalog.TableConstraint;
import com.databricks.sdk.service.catalog.TableOperation;
import com.databricks.sdk.service.catalog.TableType;
import com.databricks.sdk.service.catalog.UpdateTableRequest;
import com.databricks.sdk.service.catalog.VolumeOperation;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rest of what the Databricks SDK has for Unity Catalog, as users whose grants differ. */
@MudbrickTest
class FacesSdkTest {
  private static final String TABLE = "telco.churn.usage";

  @BeforeEach
  void furnish(Mudbrick admin) {
    Identity people = admin.module(Identity.class);
    people.createUser("ana");
    people.createUser("ben");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("city", ColumnType.STRING).build();
    catalog.tables().create(TableSpec.builder(TABLE, schema).build());
    for (String name : List.of("ana", "ben")) {
      catalog
          .grants()
          .grant(
              SecurableRef.catalog("telco"),
              name,
              Privilege.USE_CATALOG,
              Privilege.USE_SCHEMA,
              Privilege.SELECT);
    }
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "PATCH /api/2.1/unity-catalog/tables/{full_name}",
        "GET /api/2.1/unity-catalog/metastores/{id}"
      })
  void a_table_is_handed_on_by_its_owner(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    WorkspaceClient ana = client(platform.as("ana"));
    UpdateTableRequest toBen = new UpdateTableRequest().setFullName(TABLE).setOwner("ben");
    assertThatThrownBy(() -> ana.tables().update(toBen)).isInstanceOf(PermissionDenied.class);
    admin.tables().update(new UpdateTableRequest().setFullName(TABLE).setOwner("ana"));
    ana.tables().update(toBen);
    assertThat(admin.tables().get(TABLE).getOwner()).isEqualTo("ben");
    assertThatThrownBy(
            () -> ana.tables().update(new UpdateTableRequest().setFullName(TABLE).setOwner("ana")))
        .isInstanceOf(PermissionDenied.class);

    String metastore = platform.workspace().metastoreId();
    assertThat(ana.metastores().get(metastore).getMetastoreId()).isEqualTo(metastore);
    assertThatThrownBy(() -> ana.metastores().get("another")).isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/unity-catalog/temporary-table-credentials",
        "POST /api/2.0/unity-catalog/temporary-volume-credentials",
        "POST /api/2.0/unity-catalog/temporary-path-credentials"
      })
  @KnownDifference(
      route = "POST /api/2.0/unity-catalog/temporary-table-credentials",
      reason = "Files lie on this machine: a url and no credential, as none is needed.")
  void credentials_are_a_place_for_those_who_may_go_there(
      Mudbrick platform, @TempDir Path directory) {
    WorkspaceClient admin = client(platform);
    WorkspaceClient ana = client(platform.as("ana"));
    var read =
        new GenerateTemporaryTableCredentialRequest()
            .setTableId(admin.tables().get(TABLE).getTableId())
            .setOperation(TableOperation.READ);
    var place = ana.temporaryTableCredentials().generateTemporaryTableCredentials(read);
    assertThat(place.getUrl()).startsWith("file:");
    assertThat(place.getAwsTempCredentials()).isNull();
    assertThatThrownBy(
            () ->
                ana.temporaryTableCredentials()
                    .generateTemporaryTableCredentials(
                        read.setOperation(TableOperation.READ_WRITE)))
        .isInstanceOf(PermissionDenied.class);

    Catalog root = platform.module(Catalog.class);
    var volume =
        new GenerateTemporaryVolumeCredentialRequest()
            .setVolumeId(root.volumes().create("telco.churn.raw").securable().id())
            .setOperation(VolumeOperation.READ_VOLUME);
    assertThatThrownBy(
            () -> ana.temporaryVolumeCredentials().generateTemporaryVolumeCredentials(volume))
        .isInstanceOf(NotFound.class);
    root.grants().grant(SecurableRef.catalog("telco"), "ana", Privilege.READ_VOLUME);
    assertThat(ana.temporaryVolumeCredentials().generateTemporaryVolumeCredentials(volume).getUrl())
        .startsWith("file:");

    var path =
        new GenerateTemporaryPathCredentialRequest()
            .setUrl(directory.toUri().toString())
            .setOperation(PathOperation.PATH_READ);
    assertThat(admin.temporaryPathCredentials().generateTemporaryPathCredentials(path).getUrl())
        .startsWith("file:");
    assertThatThrownBy(() -> ana.temporaryPathCredentials().generateTemporaryPathCredentials(path))
        .isInstanceOf(PermissionDenied.class);
  }

  private static CreateTableConstraint key(TableConstraint constraint) {
    return new CreateTableConstraint().setFullNameArg(TABLE).setConstraint(constraint);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/constraints",
        "DELETE /api/2.1/unity-catalog/constraints/{full_name}"
      })
  @KnownDifference(
      route = "POST /api/2.1/unity-catalog/constraints",
      reason = "Named table constraints answer 400: only primary and foreign keys are kept.")
  void a_key_is_named_and_dropped(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    WorkspaceClient ana = client(platform.as("ana"));
    CreateTableConstraint byId =
        key(
            new TableConstraint()
                .setPrimaryKeyConstraint(
                    new PrimaryKeyConstraint()
                        .setName("Who_It_Is")
                        .setChildColumns(List.of("id"))));
    assertThatThrownBy(() -> ana.tableConstraints().create(byId))
        .isInstanceOf(PermissionDenied.class);
    assertThat(admin.tableConstraints().create(byId).getPrimaryKeyConstraint().getName())
        .isEqualTo("who_it_is");
    assertThat(ana.tables().get(TABLE).getTableConstraints())
        .singleElement()
        .satisfies(c -> assertThat(c.getPrimaryKeyConstraint().getName()).isEqualTo("who_it_is"));
    var drop =
        new DeleteTableConstraintRequest()
            .setFullName(TABLE)
            .setConstraintName("usage_pk")
            .setCascade(false);
    assertThatThrownBy(() -> admin.tableConstraints().delete(drop)).isInstanceOf(NotFound.class);
    drop.setConstraintName("WHO_IT_IS");
    assertThatThrownBy(() -> ana.tableConstraints().delete(drop))
        .isInstanceOf(PermissionDenied.class);
    admin.tableConstraints().delete(drop);
    assertThat(admin.tables().get(TABLE).getTableConstraints()).isNullOrEmpty();
  }

  private static CreateTableRequest people(String function) {
    return new CreateTableRequest()
        .setCatalogName("telco")
        .setSchemaName("churn")
        .setName("people")
        .setTableType(TableType.MANAGED)
        .setDataSourceFormat(DataSourceFormat.DELTA)
        .setColumns(
            List.of(
                new ColumnInfo()
                    .setName("name")
                    .setTypeName(ColumnTypeName.STRING)
                    .setTypeText("string")
                    .setMask(new ColumnMask().setFunctionName(function))));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = "POST /api/2.1/unity-catalog/tables")
  void a_mask_is_there_from_the_first_moment_or_the_table_is_not(Mudbrick platform) {
    Catalog root = platform.module(Catalog.class);
    root.functions()
        .create(
            FunctionSpec.sql("telco.churn.hide")
                .parameter("name", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("'***'")
                .build());
    WorkspaceClient admin = client(platform);
    assertThatThrownBy(() -> admin.tables().create(people("telco.churn.nothing")))
        .isInstanceOf(NotFound.class);
    assertThat(root.tables().exists("telco.churn.people")).isFalse();
    var made = admin.tables().create(people("telco.churn.hide"));
    assertThat(made.getColumns())
        .singleElement()
        .satisfies(c -> assertThat(c.getMask().getFunctionName()).isEqualTo("telco.churn.hide"));
    WorkspaceClient ana = client(platform.as("ana"));
    var read =
        new GenerateTemporaryTableCredentialRequest()
            .setTableId(made.getTableId())
            .setOperation(TableOperation.READ);
    assertThatThrownBy(
            () -> ana.temporaryTableCredentials().generateTemporaryTableCredentials(read))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("column mask");
  }

  @Test
  @KnownDifference(
      route = "POST /api/2.1/unity-catalog/tables",
      reason =
          "An EXTERNAL table takes a file:/// directory and an admin of the metastore, as there are no external locations to grant CREATE EXTERNAL TABLE on.")
  void a_place_for_a_table_takes_an_admin(Mudbrick platform, @TempDir Path directory) {
    platform
        .module(Catalog.class)
        .grants()
        .grant(SecurableRef.catalog("telco"), "ana", Privilege.CREATE_TABLE);
    CreateTableRequest external =
        people("telco.churn.hide")
            .setTableType(TableType.EXTERNAL)
            .setStorageLocation(directory.toUri().toString());
    assertThatThrownBy(() -> client(platform.as("ana")).tables().create(external))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("CREATE EXTERNAL TABLE");
  }

  @Test
  @KnownDifference(
      route = "GET /api/2.1/unity-catalog/metastore_summary",
      reason =
          "A workspace has one metastore from its start: to make, assign, change and delete metastores answers 404, as do external locations, storage credentials, credentials, workspace bindings and system schemas, which a platform of one machine has no use for.")
  void what_is_not_there_is_not_pretended(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    String metastore = platform.workspace().metastoreId();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () ->
                admin
                    .externalLocations()
                    .list(new ListExternalLocationsRequest())
                    .iterator()
                    .hasNext(),
            () ->
                admin
                    .storageCredentials()
                    .list(new ListStorageCredentialsRequest())
                    .iterator()
                    .hasNext(),
            () ->
                admin
                    .credentials()
                    .listCredentials(new ListCredentialsRequest())
                    .iterator()
                    .hasNext(),
            () ->
                admin
                    .workspaceBindings()
                    .getBindings(
                        new GetBindingsRequest()
                            .setSecurableType("catalog")
                            .setSecurableName("telco"))
                    .iterator()
                    .hasNext(),
            () -> admin.systemSchemas().list(metastore).iterator().hasNext(),
            () -> admin.metastores().delete(metastore))) {
      assertThatThrownBy(call).isInstanceOf(NotFound.class);
    }
  }
}
