package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.AccessList.Change;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Permissions;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.Serving;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Workspaces;
import io.mudbrick.tracking.NewLoggedModel;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests in which path, query and body name different objects: Eve's own in one place, one of
 * others in another. Whatever is asked of others' is not done and not shown.
 */
@MudbrickTest(workspace = Workspaces.PER_CLASS)
class MixedNamesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, String> NAMES = new HashMap<>();
  private static World world;
  private static String logged;

  @BeforeAll
  static void furnish(Mudbrick admin) {
    world = World.in(admin);
    world.serve("theirs", "1");
    world.serve("hers", "1");
    Tracking tracking = admin.module(Tracking.class);
    tracking.setTag(world.run, "told", "secret");
    tracking.logArtifact(
        world.run, "a.txt", new ByteArrayInputStream("secret".getBytes(StandardCharsets.UTF_8)));
    logged =
        tracking
            .createLoggedModel(NewLoggedModel.in(world.experiment).name("secret").build())
            .modelId();
    admin.module(Identity.class).createUser("eve");
    Catalog catalog = admin.module(Catalog.class);
    catalog.schemas().create("telco.eve");
    Grants grants = catalog.grants();
    grants.grant(SecurableRef.catalog("telco"), "eve", Privilege.USE_CATALOG);
    grants.grant(SecurableRef.schema("telco.churn"), "eve", Privilege.USE_SCHEMA);
    catalog.securables().update(SecurableRef.schema("telco.eve"), SecurableUpdate.owner("eve"));
    admin
        .module(Permissions.class)
        .update(
            "serving-endpoints",
            admin.module(Serving.class).get("hers").id(),
            List.of(new Change(Principal.Kind.USER, "eve", PermissionLevel.CAN_MANAGE)));
    Tracking hers = admin.as("eve").module(Tracking.class);
    String experiment = hers.createExperiment("eve's").experimentId();
    String run = hers.createRun(NewRun.in(experiment).build()).runId();
    admin.as("eve").module(Registry.class).createModel("telco.eve.model", null, Map.of());
    NAMES.putAll(
        Map.of(
            "THEIR_EXPERIMENT",
            world.experiment,
            "THEIR_RUN",
            world.run,
            "THEIR_LOGGED",
            logged,
            "MY_EXPERIMENT",
            experiment,
            "MY_RUN",
            run,
            "MY_LOGGED",
            hers.createLoggedModel(NewLoggedModel.in(experiment).build()).modelId(),
            "MY_DATASET",
            hers.evaluationDatasets().create("eve's", List.of(experiment), Map.of()).datasetId()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /api/2.0/mlflow/runs/update?run_id=$MY_RUN | {\"run_id\": \"$THEIR_RUN\", \"run_name\": \"seized\"}",
        "POST | /api/2.0/mlflow/runs/update?run_id=$THEIR_RUN | {\"run_id\": \"$MY_RUN\", \"run_name\": \"seized\"}",
        "POST | /api/2.0/mlflow/runs/update | {\"run_id\": \"$MY_RUN\", \"run_uuid\": \"$THEIR_RUN\", \"run_name\": \"seized\"}",
        "POST | /api/2.0/mlflow/runs/update | {\"run_uuid\": \"$MY_RUN\", \"run_id\": \"$THEIR_RUN\", \"run_name\": \"seized\"}",
        "POST | /api/2.0/mlflow/runs/set-tag | {\"run_id\": \"$MY_RUN\", \"run_uuid\": \"$THEIR_RUN\", \"key\": \"seized\", \"value\": \"v\"}",
        "POST | /api/2.0/mlflow/runs/log-metric | {\"run_id\": \"$MY_RUN\", \"run_uuid\": \"$THEIR_RUN\", \"key\": \"seized\", \"value\": 1, \"timestamp\": 1}",
        "POST | /api/2.0/mlflow/runs/log-metric | {\"run_id\": \"$MY_RUN\", \"model_id\": \"$THEIR_LOGGED\", \"key\": \"seized\", \"value\": 1, \"timestamp\": 1}",
        "POST | /api/2.0/mlflow/runs/log-batch?run_id=$THEIR_RUN | {\"run_id\": \"$MY_RUN\", \"tags\": [{\"key\": \"seized\", \"value\": \"v\"}]}",
        "POST | /api/2.0/mlflow/runs/log-model | {\"run_id\": \"$MY_RUN\", \"model_json\": \"{\\\"artifact_path\\\": \\\"seized\\\", \\\"flavors\\\": {}, \\\"run_id\\\": \\\"$THEIR_RUN\\\", \\\"utc_time_created\\\": \\\"2026-01-01 00:00:00\\\"}\"}",
        "POST | /api/2.0/mlflow/runs/outputs | {\"run_id\": \"$MY_RUN\", \"models\": [{\"model_id\": \"$THEIR_LOGGED\", \"step\": 0}]}",
        "GET | /api/2.0/mlflow/runs/get?run_id=$MY_RUN&run_uuid=$THEIR_RUN |",
        "GET | /api/2.0/mlflow/runs/get?run_uuid=$MY_RUN&run_id=$THEIR_RUN |",
        "GET | /api/2.0/mlflow/runs/get?run_id=$MY_RUN&run_id=$THEIR_RUN |",
        "GET | /api/2.0/mlflow/artifacts/list?run_id=$MY_RUN&path=../../$THEIR_RUN/artifacts |",
        "GET | /get-artifact?run_id=$MY_RUN&path=../../$THEIR_RUN/artifacts/a.txt |",
        "GET | /get-artifact?run_id=$MY_RUN&path=../../../$THEIR_EXPERIMENT/$THEIR_RUN/artifacts/a.txt |",
        "GET | /get-artifact?run_id=$MY_RUN&run_uuid=$THEIR_RUN&path=a.txt |",
        "GET | /api/2.0/mlflow-artifacts/artifacts/$MY_EXPERIMENT/..%2F$THEIR_EXPERIMENT/$THEIR_RUN/artifacts/a.txt |",
        "GET | /api/2.0/mlflow-artifacts/artifacts/$MY_EXPERIMENT/%2e%2e/$THEIR_EXPERIMENT/$THEIR_RUN/artifacts/a.txt |",
        "GET | /api/2.0/mlflow-artifacts/artifacts?path=$MY_EXPERIMENT/../$THEIR_EXPERIMENT |",
        "PUT | /api/2.0/mlflow-artifacts/artifacts/$MY_EXPERIMENT/%2e%2e/$THEIR_EXPERIMENT/seized | seized",
        "POST | /api/2.0/mlflow-artifacts/mpu/create/$MY_EXPERIMENT | {\"path\": \"../$THEIR_EXPERIMENT/seized\", \"num_parts\": 1}",
        "POST | /api/2.0/mlflow-artifacts/mpu/create/$MY_EXPERIMENT | {\"path\": \"x/../../$THEIR_EXPERIMENT/seized\", \"num_parts\": 1}",
        "POST | /api/2.0/mlflow/artifacts/credentials-for-read | {\"run_id\": \"$MY_RUN\", \"path\": [\"../../../$THEIR_EXPERIMENT/$THEIR_RUN/artifacts/a.txt\"]}",
        "POST | /api/2.0/mlflow/artifacts/credentials-for-write?run_id=$MY_RUN | {\"run_id\": \"$THEIR_RUN\", \"path\": [\"seized\"]}",
        "PATCH | /api/2.0/mlflow/logged-models/$MY_LOGGED/tags | {\"model_id\": \"$THEIR_LOGGED\", \"tags\": [{\"key\": \"seized\", \"value\": \"v\"}]}",
        "PATCH | /api/2.0/mlflow/logged-models/$THEIR_LOGGED/tags | {\"model_id\": \"$MY_LOGGED\", \"tags\": [{\"key\": \"seized\", \"value\": \"v\"}]}",
        "POST | /api/2.0/mlflow/logged-models | {\"experiment_id\": \"$MY_EXPERIMENT\", \"source_run_id\": \"$THEIR_RUN\", \"name\": \"seized\"}",
        "POST | /api/2.0/mlflow/experiments/update?experiment_id=$MY_EXPERIMENT | {\"experiment_id\": \"$THEIR_EXPERIMENT\", \"new_name\": \"seized\"}",
        "POST | /api/2.0/mlflow/experiments/update?experiment_id=$THEIR_EXPERIMENT | {\"experiment_id\": \"$MY_EXPERIMENT\", \"new_name\": \"renamed\"}",
        "POST | /api/3.0/mlflow/datasets/$MY_DATASET/add-experiments | {\"experiment_ids\": [\"$THEIR_EXPERIMENT\"]}",
        "POST | /api/2.0/mlflow/model-versions/create | {\"name\": \"telco.eve.model\", \"source\": \"runs:/$THEIR_RUN/model\", \"run_id\": \"$THEIR_RUN\"}",
        "POST | /api/2.0/mlflow/model-versions/create | {\"name\": \"telco.eve.model\", \"source\": \"runs:/$THEIR_RUN/model\", \"run_id\": \"$MY_RUN\"}",
        "POST | /api/2.0/mlflow/model-versions/create | {\"name\": \"telco.eve.model\", \"source\": \"mlflow-artifacts:/$THEIR_EXPERIMENT/$THEIR_RUN/artifacts/model\", \"run_id\": \"$MY_RUN\"}",
        "POST | /api/2.0/mlflow/model-versions/create | {\"name\": \"telco.eve.model\", \"source\": \"models:/telco.churn.model/1\"}",
        "POST | /api/2.0/mlflow/model-versions/create?name=telco.eve.model | {\"name\": \"telco.churn.model\", \"source\": \"runs:/$MY_RUN/model\", \"run_id\": \"$MY_RUN\"}",
        "POST | /api/2.0/mlflow/registered-models/rename | {\"name\": \"telco.eve.model\", \"new_name\": \"telco.churn.seized\"}",
        "DELETE | /api/2.0/mlflow/registered-models/delete?name=telco.eve.none | {\"name\": \"telco.churn.model\"}",
        "DELETE | /api/2.0/mlflow/registered-models/delete?name=telco.churn.model | {\"name\": \"telco.eve.none\"}",
        "DELETE | /api/2.0/mlflow/model-versions/delete?name=telco.churn.model&version=1 | {\"name\": \"telco.eve.model\", \"version\": \"1\"}",
        "PATCH | /api/2.1/unity-catalog/models/telco.churn.model | {\"full_name\": \"telco.eve.model\", \"name\": \"model\", \"schema_name\": \"eve\", \"comment\": \"seized\"}",
        "PATCH | /api/2.1/unity-catalog/models/telco.churn.model/versions/1?full_name=telco.eve.model | {\"full_name\": \"telco.eve.model\", \"version\": 1, \"comment\": \"seized\"}",
        "POST | /api/2.1/unity-catalog/models?schema_name=eve | {\"catalog_name\": \"telco\", \"schema_name\": \"churn\", \"name\": \"seized\"}",
        "PUT | /api/2.0/serving-endpoints/theirs/config | {\"name\": \"hers\", \"served_entities\": [{\"entity_name\": \"telco.eve.model\", \"entity_version\": \"1\"}]}",
        "PUT | /api/2.0/serving-endpoints/hers/config | {\"name\": \"hers\", \"served_entities\": [{\"entity_name\": \"telco.churn.model\", \"entity_version\": \"1\"}]}",
        "PATCH | /api/2.0/serving-endpoints/theirs/tags?name=hers | {\"name\": \"hers\", \"add_tags\": [{\"key\": \"seized\", \"value\": \"v\"}]}",
        "POST | /serving-endpoints/theirs/invocations?name=hers | {\"dataframe_records\": [{\"customer_id\": 1}]}",
        "POST | /api/2.0/feature-store/tables/telco.churn.features/publish | {\"publish_spec\": {\"online_store\": \"default\", \"online_table_name\": \"telco.eve.seized\"}}",
        "PATCH | /api/2.0/permissions/experiments/$THEIR_EXPERIMENT?id=$MY_EXPERIMENT | {\"object_id\": \"/experiments/$MY_EXPERIMENT\", \"access_control_list\": [{\"user_name\": \"eve\", \"permission_level\": \"CAN_MANAGE\"}]}",
        "PATCH | /api/2.0/permissions/serving-endpoints/$MY_EXPERIMENT | {\"access_control_list\": [{\"user_name\": \"eve\", \"permission_level\": \"CAN_MANAGE\"}]}",
      })
  void what_is_others_is_neither_changed_nor_shown(
      String method, String path, String body, Mudbrick admin) throws Exception {
    String before = state(admin);
    HttpResponse<String> reply =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(admin.uri() + filled(path)))
                .header("Authorization", "Bearer " + admin.as("eve").token())
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(body)))
                .build(),
            BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isIn(200, 400, 403, 404);
    if (reply.statusCode() == 200) {
      // Then it was Eve's own that was meant, and hers that was changed.
      assertThat(path + body).contains("$MY_");
    }
    assertThat(reply.body()).doesNotContain("secret");
    assertThat(state(admin)).isEqualTo(before);
  }

  private static String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      filled = filled.replace("$" + name.getKey(), name.getValue());
    }
    return filled;
  }

  /** All that Eve might have changed. */
  private static String state(Mudbrick admin) {
    Tracking tracking = admin.module(Tracking.class);
    Registry registry = admin.module(Registry.class);
    Serving serving = admin.module(Serving.class);
    return String.join(
        "\n",
        tracking.getExperiment(world.experiment).toString(),
        tracking.getRun(world.run).toString(),
        tracking.listArtifacts(world.run, "").toString(),
        tracking.getLoggedModel(logged).toString(),
        admin.module(Permissions.class).get("experiments", world.experiment).toString(),
        registry.model(World.MODEL).toString(),
        registry.versions(World.MODEL).toString(),
        registry.versions("telco.eve.model").toString(),
        serving.get("theirs").toString(),
        serving.get("hers").toString(),
        admin.module(Catalog.class).tables().list("telco.eve").toString());
  }
}
