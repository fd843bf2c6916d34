package io.mudbrick.examples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.catalog.CatalogInfo;
import com.databricks.sdk.service.catalog.GetRegisteredModelRequest;
import com.databricks.sdk.service.catalog.ListCatalogsRequest;
import com.databricks.sdk.service.catalog.RegisteredModelInfo;
import com.databricks.sdk.service.catalog.TableInfo;
import com.databricks.sdk.service.serving.ServingEndpointDetailed;
import io.mudbrick.examples.Story;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** The demo as a test: run twice, told to a string, and looked at by clients of others. */
@MudbrickTest
class ChurnLifecycleTest {
  private static final int TRIALS = 3;
  private static Mudbrick platform;
  private static ChurnReport report;
  private static String told;

  @BeforeAll
  static void live(Mudbrick workspace) {
    platform = workspace;
    StringWriter text = new StringWriter();
    report = live(workspace, new PrintWriter(text));
    told = text.toString();
  }

  private static ChurnReport live(Mudbrick workspace, PrintWriter out) {
    return new ChurnLifecycle(workspace, new Story(out, false), TRIALS, 42).run();
  }

  @Test
  void the_same_seed_gives_the_same_result_to_the_last_bit() {
    ChurnReport again = live(platform.newWorkspace("again"), new PrintWriter(new StringWriter()));

    assertThat(again).isEqualTo(report);
  }

  @Test
  void the_models_are_good_and_the_better_one_serves() {
    assertThat(report.leaderboard())
        .hasSize(TRIALS + 1)
        .allSatisfy(
            trial ->
                assertThat(Double.parseDouble(trial.substring(trial.lastIndexOf(' '))))
                    .isGreaterThan(0.8));
    boolean challengerWins = report.holdoutLoss().get(1) < report.holdoutLoss().get(0);
    assertThat(report.champion()).isEqualTo(challengerWins ? 2 : 1);
  }

  @Test
  void the_story_shows_the_denial_the_lineage_and_the_audit() {
    assertThat(told)
        .contains("PERMISSION_DENIED: User does not have SELECT on Table")
        .contains("agree bit for bit")
        .containsSubsequence(
            "telco.churn.customers_raw",
            "telco.churn.billing",
            "telco.churn.churn_model",
            ChurnLifecycle.ENDPOINT)
        .contains("system.access.audit");
  }

  @Test
  @Witness(
      client = "org.mlflow:mlflow-client 2.17.2",
      routes = {
        "POST /api/2.0/mlflow/experiments/search",
        "POST /api/2.0/mlflow/runs/search",
        "GET /api/2.0/mlflow/metrics/get-history"
      })
  void the_mlflow_java_client_finds_the_trials_and_their_metrics() {
    try (MlflowClient client =
        new MlflowClient(new BasicMlflowHostCreds(platform.uri().toString(), platform.token()))) {
      List<String> experiments =
          client.searchExperiments().getItems().stream()
              .map(Service.Experiment::getExperimentId)
              .toList();
      List<Service.Run> trials =
          client
              .searchRuns(
                  experiments,
                  "metrics.test_roc_auc > 0.8 and tags.`mlflow.parentRunId` LIKE '%'",
                  Service.ViewType.ACTIVE_ONLY,
                  100,
                  List.of("metrics.test_roc_auc DESC"))
              .getItems();

      assertThat(trials).hasSize(TRIALS + 1);
      String best = trials.get(0).getInfo().getRunId();
      assertThat(client.getMetricHistory(best, "test_roc_auc"))
          .singleElement()
          .satisfies(metric -> assertThat(metric.getValue()).isGreaterThan(0.8));
    }
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "GET /api/2.1/unity-catalog/catalogs",
        "GET /api/2.1/unity-catalog/tables",
        "GET /api/2.1/unity-catalog/models/{model}",
        "GET /api/2.0/serving-endpoints/{name}"
      })
  void the_databricks_sdk_lists_catalogs_tables_and_the_model_with_its_aliases() {
    WorkspaceClient client =
        new WorkspaceClient(
            new DatabricksConfig().setHost(platform.host().toString()).setToken(platform.token()));

    assertThat(client.catalogs().list(new ListCatalogsRequest()))
        .extracting(CatalogInfo::getName)
        .contains("telco", "workspace");
    assertThat(client.tables().list("telco", "churn"))
        .extracting(TableInfo::getName)
        .contains("customers_raw", "customer_profile", "billing", "churn_scores");
    RegisteredModelInfo model =
        client
            .registeredModels()
            .get(
                new GetRegisteredModelRequest()
                    .setFullName("telco.churn.churn_model")
                    .setIncludeAliases(true));
    assertThat(model.getAliases())
        .anySatisfy(
            alias -> {
              assertThat(alias.getAliasName()).isEqualTo("champion");
              assertThat(alias.getVersionNum()).isEqualTo(report.champion());
            });
    ServingEndpointDetailed endpoint = client.servingEndpoints().get(ChurnLifecycle.ENDPOINT);
    assertThat(endpoint.getState().getReady().toString()).isEqualTo("READY");
  }

  @Test
  void a_full_row_and_a_key_are_asked_by_the_same_path() {
    EndpointClient client = new EndpointClient(platform, ChurnLifecycle.ENDPOINT);

    assertThat(client.ask(Map.of("customer_id", "C00042")))
        .isEqualTo(
            client.ask(Map.of("customer_id", "C00042", "observed_at", "2016-01-01T00:00:00Z")));
  }
}
