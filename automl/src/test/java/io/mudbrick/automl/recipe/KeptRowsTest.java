package io.mudbrick.automl.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Tracking;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@MudbrickTest
class KeptRowsTest {
  @Test
  void a_program_finds_its_rows_on_the_server_of_its_run(Mudbrick platform) throws Exception {
    AutoMlSummary found =
        platform
            .module(AutoMl.class)
            .classify(
                Synthetic.churn(60, 1), "churn", AutoMlOptions.builder().maxTrials(1).build());
    Tracking tracking = platform.module(Tracking.class);
    String run =
        tracking
            .getExperiment(found.experimentId())
            .tags()
            .get("mudbrick.automl.exploration_run_id");
    String uri = "runs:/" + run + "/data/training_data";
    KeptRows server = new KeptRows(platform.uri(), platform.token());

    Frame rows = server.read(uri);

    assertThat(rows.rows()).isEqualTo(60);
    assertThat(rows.names()).contains("churn", "tenure");
    KeptRows slashed = new KeptRows(URI.create(platform.uri() + "/"), platform.token());
    assertThat(slashed.read(uri).rows()).isEqualTo(60);
    String program =
        new String(
            tracking.openArtifact(found.best().runId(), "trial.java").content().readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(program).contains('"' + uri + '"');
    assertThatThrownBy(() -> server.read("runs:/" + run + "/data/none"))
        .hasMessageContaining("answered 404");
    assertThatThrownBy(() -> new KeptRows(platform.uri(), null).read(uri))
        .hasMessageContaining("answered 401");
  }
}
