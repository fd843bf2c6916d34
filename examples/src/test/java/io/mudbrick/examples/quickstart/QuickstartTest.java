package io.mudbrick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Tracking;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** The quickstart of README.md for people who write tests, with MLflow's client as their code. */
@MudbrickTest
class QuickstartTest {

  /** Stands for the code under test: it knows a URI and a token, and nothing of Mudbrick. */
  private record TrainingJob(String uri, String token) {
    void run() {
      try (MlflowClient mlflow = new MlflowClient(new BasicMlflowHostCreds(uri, token))) {
        String experiment = mlflow.createExperiment("churn");
        String run = mlflow.createRun(experiment).getRunId();
        mlflow.logMetric(run, "accuracy", 0.91);
        mlflow.setTerminated(run);
      }
    }
  }

  @Test
  void logs_its_accuracy(Mudbrick platform, Tracking tracking) {
    new TrainingJob(platform.uri().toString(), platform.token()).run();

    Experiment churn = tracking.getExperimentByName("churn").orElseThrow();
    assertThat(tracking.search(churn.experimentId()).best("accuracy")).isPresent();
  }
}
