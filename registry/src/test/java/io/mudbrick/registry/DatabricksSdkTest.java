package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.service.catalog.CreateRegisteredModelRequest;
import com.databricks.sdk.service.catalog.GetByAliasRequest;
import com.databricks.sdk.service.catalog.GetRegisteredModelRequest;
import com.databricks.sdk.service.catalog.ListRegisteredModelsRequest;
import com.databricks.sdk.service.catalog.ModelVersionInfo;
import com.databricks.sdk.service.catalog.ModelVersionInfoStatus;
import com.databricks.sdk.service.catalog.RegisteredModelAlias;
import com.databricks.sdk.service.catalog.RegisteredModelInfo;
import com.databricks.sdk.service.catalog.SetRegisteredModelAliasRequest;
import com.databricks.sdk.service.catalog.UpdateModelVersionRequest;
import com.databricks.sdk.service.catalog.UpdateRegisteredModelRequest;
import com.databricks.sdk.service.ml.ModelDatabricks;
import com.databricks.sdk.service.ml.ModelVersion;
import com.databricks.sdk.service.ml.PermissionLevel;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Databricks SDK, unmodified, on plain http. */
@MudbrickTest
class DatabricksSdkTest {
  private static final String MODEL = "telco.churn.model";

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/models",
        "GET /api/2.1/unity-catalog/models",
        "GET /api/2.1/unity-catalog/models/{model}",
        "PATCH /api/2.1/unity-catalog/models/{model}",
        "DELETE /api/2.1/unity-catalog/models/{model}",
        "PUT /api/2.1/unity-catalog/models/{model}/aliases/{alias}",
        "DELETE /api/2.1/unity-catalog/models/{model}/aliases/{alias}",
        "GET /api/2.1/unity-catalog/models/{model}/aliases/{alias}",
        "GET /api/2.1/unity-catalog/models/{model}/versions",
        "GET /api/2.1/unity-catalog/models/{model}/versions/{version}",
        "PATCH /api/2.1/unity-catalog/models/{model}/versions/{version}",
        "DELETE /api/2.1/unity-catalog/models/{model}/versions/{version}"
      })
  void keeps_models_versions_and_aliases(Mudbrick platform, Registry registry) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    WorkspaceClient client =
        new WorkspaceClient(
            new DatabricksConfig()
                .setHost(platform.host().toString())
                .setToken(platform.token())
                .setAuthType("pat"));
    CreateRegisteredModelRequest create =
        new CreateRegisteredModelRequest()
            .setCatalogName("telco")
            .setSchemaName("churn")
            .setName("model")
            .setComment("who leaves");
    RegisteredModelInfo model = client.registeredModels().create(create);
    assertThat(model.getFullName()).isEqualTo(MODEL);
    assertThat(model.getOwner()).isEqualTo(platform.caller().principal().name());
    assertThatThrownBy(() -> client.registeredModels().create(create))
        .isInstanceOf(ResourceAlreadyExists.class);

    registry.createVersion(NewModelVersion.of(MODEL, SmallModels.logged(platform, 1)).build());
    registry.createVersion(NewModelVersion.of(MODEL, SmallModels.logged(platform, 2)).build());
    RegisteredModelAlias alias =
        client
            .registeredModels()
            .setAlias(
                new SetRegisteredModelAliasRequest()
                    .setFullName(MODEL)
                    .setAlias("champion")
                    .setVersionNum(2L));
    assertThat(alias.getVersionNum()).isEqualTo(2);

    ModelVersionInfo champion =
        client
            .modelVersions()
            .getByAlias(
                new GetByAliasRequest()
                    .setFullName(MODEL)
                    .setAlias("champion")
                    .setIncludeAliases(true));
    assertThat(champion.getVersion()).isEqualTo(2);
    assertThat(champion.getStatus()).isEqualTo(ModelVersionInfoStatus.READY);
    assertThat(champion.getRunId()).hasSize(32);
    assertThat(champion.getModelName()).isEqualTo("model");
    assertThat(champion.getAliases())
        .extracting(RegisteredModelAlias::getAliasName)
        .containsExactly("champion");
    assertThat(client.modelVersions().list(MODEL))
        .extracting(ModelVersionInfo::getVersion)
        .containsExactly(2L, 1L);
    client
        .modelVersions()
        .update(
            new UpdateModelVersionRequest().setFullName(MODEL).setVersion(1L).setComment("old"));
    assertThat(client.modelVersions().get(MODEL, 1L).getComment()).isEqualTo("old");

    assertThat(client.registeredModels().get(MODEL).getAliases()).isNullOrEmpty();
    assertThat(
            client
                .registeredModels()
                .get(new GetRegisteredModelRequest().setFullName(MODEL).setIncludeAliases(true))
                .getAliases())
        .hasSize(1);
    assertThat(client.registeredModels().list(new ListRegisteredModelsRequest()))
        .extracting(RegisteredModelInfo::getFullName)
        .containsExactly(MODEL);
    assertThat(
            client
                .registeredModels()
                .list(
                    new ListRegisteredModelsRequest()
                        .setCatalogName("telco")
                        .setSchemaName("churn")))
        .hasSize(1);

    client.registeredModels().deleteAlias(MODEL, "champion");
    client.modelVersions().delete(MODEL, 2L);
    assertThatThrownBy(() -> client.modelVersions().get(MODEL, 2L)).isInstanceOf(NotFound.class);
    RegisteredModelInfo renamed =
        client
            .registeredModels()
            .update(new UpdateRegisteredModelRequest().setFullName(MODEL).setNewName("renamed"));
    assertThat(renamed.getFullName()).isEqualTo("telco.churn.renamed");
    client.registeredModels().delete("telco.churn.renamed");
    assertThatThrownBy(() -> client.registeredModels().get("telco.churn.renamed"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = "GET /api/2.0/mlflow/databricks/registered-models/get")
  void tells_what_the_caller_may_do_with_a_model(Mudbrick platform, Registry registry) {
    registry.createModel("churn", "who leaves", Map.of("team", "risk"));
    registry.createVersion(NewModelVersion.of("churn", SmallModels.logged(platform, 1)).build());
    ModelDatabricks mine = model(platform);
    assertThat(mine.getId()).isEqualTo(registry.model("churn").id());
    assertThat(mine.getPermissionLevel()).isEqualTo(PermissionLevel.CAN_MANAGE);
    assertThat(mine.getLatestVersions()).extracting(ModelVersion::getVersion).containsExactly("1");

    platform.module(Identity.class).createUser("ann");
    assertThatThrownBy(() -> model(platform.as("ann"))).isInstanceOf(PermissionDenied.class);
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("workspace"), "ann", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("workspace.default"), "ann", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model("workspace.default.churn"), "ann", Privilege.EXECUTE);
    assertThat(model(platform.as("ann")).getPermissionLevel()).isEqualTo(PermissionLevel.CAN_READ);
  }

  private static ModelDatabricks model(Mudbrick platform) {
    return new WorkspaceClient(
            new DatabricksConfig()
                .setHost(platform.host().toString())
                .setToken(platform.token())
                .setAuthType("pat"))
        .modelRegistry()
        .getModel("churn")
        .getRegisteredModelDatabricks();
  }
}
