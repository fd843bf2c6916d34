package io.mudbrick.examples.testdoor;

import static io.mudbrick.platform.ErrorCode.REQUEST_LIMIT_EXCEEDED;
import static io.mudbrick.platform.ErrorCode.TEMPORARILY_UNAVAILABLE;
import static io.mudbrick.platform.faults.Fault.failFirst;
import static io.mudbrick.platform.faults.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.catalog.CatalogInfo;
import com.databricks.sdk.service.catalog.ListCatalogsRequest;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.RecentRequest;
import io.mudbrick.platform.faults.Faults;
import io.mudbrick.test.ClientSettings;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** Real clients get over faults as they would over the real service's. */
@MudbrickTest
class RetryingClientsTest {

  @Test
  void the_mlflow_java_client_tries_again_when_the_server_is_busy(
      Mudbrick platform, Tracking tracking, ClientSettings settings) {
    Faults.Injected fault = platform.faults().add(failFirst(2, TEMPORARILY_UNAVAILABLE));
    try (MlflowClient client = mlflow(settings)) {
      String id = client.createExperiment("stubborn");

      assertThat(tracking.getExperimentByName("stubborn"))
          .hasValueSatisfying(found -> assertThat(found.experimentId()).isEqualTo(id));
    }
    assertThat(fault.befallen()).isEqualTo(2);
    assertThat(platform.recentRequests())
        .extracting(RecentRequest::status)
        .containsExactly(503, 503, 200);
  }

  @Test
  void the_databricks_sdk_waits_as_long_as_it_is_told_and_tries_again(
      Mudbrick platform, ClientSettings settings) {
    Faults.Injected fault =
        platform
            .faults()
            .add(
                failFirst(2, REQUEST_LIMIT_EXCEEDED)
                    .retryAfter(Duration.ZERO)
                    .on("GET", "/api/2.1/unity-catalog/catalogs"));

    assertThat(databricks(settings).catalogs().list(new ListCatalogsRequest()))
        .extracting(CatalogInfo::getName)
        .contains("workspace");
    assertThat(fault.befallen()).isEqualTo(2);
  }

  @Test
  void faults_of_one_workspace_do_not_befall_another(Mudbrick platform, ClientSettings settings) {
    Mudbrick other = platform.newWorkspace("other");
    Faults.Injected fault = platform.faults().add(failFirst(100, TEMPORARILY_UNAVAILABLE));
    try (MlflowClient client = mlflow(ClientSettings.of(other))) {
      client.createExperiment("calm");
    }
    assertThat(fault.seen()).isZero();
    assertThat(settings.uri()).isNotEqualTo(other.uri());
  }

  @Test
  void a_client_that_repeats_what_was_done_already_meets_the_name_taken(
      Mudbrick platform, Tracking tracking, ClientSettings settings) {
    platform.faults().add(loseReply().on("POST", "*/experiments/create").first(1));
    try (MlflowClient client = mlflow(settings)) {
      assertThatThrownBy(
          () -> {
            client.createExperiment("once");
            client.createExperiment("once");
          });
    }
    assertThat(tracking.getExperimentByName("once")).isPresent();
  }

  private static MlflowClient mlflow(ClientSettings settings) {
    return new MlflowClient(new BasicMlflowHostCreds(settings.uri().toString(), settings.token()));
  }

  private static WorkspaceClient databricks(ClientSettings settings) {
    return new WorkspaceClient(
        new DatabricksConfig().setHost(settings.host().toString()).setToken(settings.token()));
  }
}
