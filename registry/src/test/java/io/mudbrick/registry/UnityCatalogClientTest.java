package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import io.unitycatalog.client.ApiClient;
import io.unitycatalog.client.ApiClientBuilder;
import io.unitycatalog.client.ApiException;
import io.unitycatalog.client.api.ModelVersionsApi;
import io.unitycatalog.client.api.RegisteredModelsApi;
import io.unitycatalog.client.api.TemporaryCredentialsApi;
import io.unitycatalog.client.auth.TokenProvider;
import io.unitycatalog.client.model.CreateModelVersion;
import io.unitycatalog.client.model.CreateRegisteredModel;
import io.unitycatalog.client.model.FinalizeModelVersion;
import io.unitycatalog.client.model.GenerateTemporaryModelVersionCredential;
import io.unitycatalog.client.model.ModelVersionInfo;
import io.unitycatalog.client.model.ModelVersionOperation;
import io.unitycatalog.client.model.ModelVersionStatus;
import io.unitycatalog.client.model.RegisteredModelInfo;
import io.unitycatalog.client.model.UpdateModelVersion;
import io.unitycatalog.client.model.UpdateRegisteredModel;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The client of Unity Catalog OSS, unmodified, keeps models whose files it writes by itself. */
@MudbrickTest
class UnityCatalogClientTest {
  private static final String MODEL = "telco.churn.model";

  private static ApiClient client(Mudbrick platform) {
    return ApiClientBuilder.create()
        .uri(platform.host())
        .tokenProvider(TokenProvider.create(Map.of("type", "static", "token", platform.token())))
        .build();
  }

  private static GenerateTemporaryModelVersionCredential wants(ModelVersionOperation operation) {
    return new GenerateTemporaryModelVersionCredential()
        .catalogName("telco")
        .schemaName("churn")
        .modelName("model")
        .version(1L)
        .operation(operation);
  }

  @Test
  @Witness(
      client = "io.unitycatalog:unitycatalog-client 0.6.0",
      routes = {
        "POST /api/2.1/unity-catalog/models",
        "GET /api/2.1/unity-catalog/models",
        "GET /api/2.1/unity-catalog/models/{model}",
        "PATCH /api/2.1/unity-catalog/models/{model}",
        "DELETE /api/2.1/unity-catalog/models/{model}",
        "POST /api/2.1/unity-catalog/models/versions",
        "PATCH /api/2.1/unity-catalog/models/{model}/versions/{version}/finalize",
        "GET /api/2.1/unity-catalog/models/{model}/versions",
        "GET /api/2.1/unity-catalog/models/{model}/versions/{version}",
        "PATCH /api/2.1/unity-catalog/models/{model}/versions/{version}",
        "DELETE /api/2.1/unity-catalog/models/{model}/versions/{version}",
        "POST /api/2.1/unity-catalog/temporary-model-version-credentials"
      })
  void writes_the_files_of_a_version_where_it_is_told_to(Mudbrick platform, Registry registry)
      throws Exception {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    RegisteredModelsApi models = new RegisteredModelsApi(client(platform));
    ModelVersionsApi versions = new ModelVersionsApi(client(platform));
    RegisteredModelInfo model =
        models.createRegisteredModel(
            new CreateRegisteredModel()
                .catalogName("telco")
                .schemaName("churn")
                .name("model")
                .comment("who leaves"));
    assertThat(model.getFullName()).isEqualTo(MODEL);
    ModelVersionInfo begun =
        versions.createModelVersion(
            new CreateModelVersion()
                .catalogName("telco")
                .schemaName("churn")
                .modelName("model")
                .source("/tmp/model")
                .comment("first"));
    assertThat(begun.getStatus()).isEqualTo(ModelVersionStatus.PENDING_REGISTRATION);
    TemporaryCredentialsApi credentials = new TemporaryCredentialsApi(client(platform));
    assertThat(
            credentials
                .generateTemporaryModelVersionCredentials(
                    wants(ModelVersionOperation.READ_WRITE_MODEL_VERSION))
                .getUrl())
        .isEqualTo(begun.getStorageLocation());
    Path directory = Path.of(URI.create(begun.getStorageLocation()));
    Files.writeString(directory.resolve("MLmodel"), "flavors: {}");
    ModelVersionInfo ready =
        versions.finalizeModelVersion(
            MODEL, 1L, new FinalizeModelVersion().fullName(MODEL).version(1L));
    assertThat(ready.getStatus()).isEqualTo(ModelVersionStatus.READY);
    assertThat(registry.files(MODEL, 1)).extracting(ModelFile::path).containsExactly("MLmodel");
    assertThat(Path.of(URI.create(ready.getStorageLocation())).resolve("MLmodel"))
        .hasContent("flavors: {}");
    assertThat(
            credentials
                .generateTemporaryModelVersionCredentials(
                    wants(ModelVersionOperation.READ_MODEL_VERSION))
                .getUrl())
        .isEqualTo(ready.getStorageLocation());
    refused(
        400,
        () ->
            versions.finalizeModelVersion(
                MODEL, 1L, new FinalizeModelVersion().fullName(MODEL).version(1L)));

    versions.updateModelVersion(MODEL, 1L, new UpdateModelVersion().comment("second"));
    assertThat(versions.getModelVersion(MODEL, 1L).getComment()).isEqualTo("second");
    assertThat(versions.listModelVersions(MODEL, 10, null).getModelVersions()).hasSize(1);
    assertThat(models.listRegisteredModels("telco", "churn", 10, null).getRegisteredModels())
        .hasSize(1);
    models.updateRegisteredModel(MODEL, new UpdateRegisteredModel().comment("who stays"));
    assertThat(models.getRegisteredModel(MODEL).getComment()).isEqualTo("who stays");

    platform.module(Identity.class).createUser("ann");
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann", Privilege.BROWSE);
    ModelVersionsApi hers = new ModelVersionsApi(client(platform.as("ann")));
    assertThat(hers.getModelVersion(MODEL, 1L).getStorageLocation()).isNull();

    versions.deleteModelVersion(MODEL, 1L);
    refused(404, () -> versions.getModelVersion(MODEL, 1L));
    models.deleteRegisteredModel(MODEL, true);
    refused(404, () -> models.getRegisteredModel(MODEL));
  }

  private static void refused(int status, ThrowingCallable call) {
    ApiException error = catchThrowableOfType(ApiException.class, call);
    assertThat(error).isNotNull();
    assertThat(error.getCode()).as(error.getMessage()).isEqualTo(status);
  }
}
