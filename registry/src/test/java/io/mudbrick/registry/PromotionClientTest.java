package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.promotion.Gate;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** MLflow's Java client finds what was promoted, and copies versions as MLflow does. */
@MudbrickTest
class PromotionClientTest {
  @Test
  @Witness(
      client = "org.mlflow:mlflow-client 2.17.2",
      routes = {
        "GET /api/2.0/mlflow/registered-models/alias",
        "POST /api/2.0/mlflow/model-versions/create"
      })
  void follows_a_promotion_and_copies_the_champion(Mudbrick platform) {
    Registry registry = platform.module(Registry.class);
    registry.createModel("churn", null, Map.of());
    for (int slope = 1; slope <= 2; slope++) {
      registry.createVersion(
          NewModelVersion.of("churn", SmallModels.logged(platform, slope)).build());
    }
    registry.setAlias("churn", "champion", 1);
    registry.promote("churn").challenger().to("champion").when(Gate.signature()).run();
    try (MlflowClient client =
        new MlflowClient(new BasicMlflowHostCreds(platform.uri().toString(), platform.token()))) {
      assertThat(client.sendGet("registered-models/alias?name=churn&alias=champion"))
          .contains("\"version\":\"2\"", "mudbrick.promotion");
      client.sendPost("registered-models/create", "{\"name\":\"churn_prod\"}");
      client.sendPost(
          "model-versions/create",
          "{\"name\":\"churn_prod\",\"source\":\"models:/churn@champion\"}");
      assertThat(client.getModelVersion("churn_prod", "1").getSource())
          .isEqualTo("models:/churn@champion");
    }
    assertThat(registry.files("churn_prod", 1)).isEqualTo(registry.files("churn", 2));
    assertThat(registry.load("models:/churn_prod/1").predict(SmallModels.ROWS).values().value(0))
        .isEqualTo(6.0);
  }
}
