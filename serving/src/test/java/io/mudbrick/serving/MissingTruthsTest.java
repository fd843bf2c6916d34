package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.NativeModel;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truths that are neither true nor false. */
class MissingTruthsTest {
  private static final String NAME = "workspace.default.which";

  @TempDir Path dir;

  /** 1 for what is missing. */
  private static Predictions missing(Frame rows) {
    double[] answers = new double[rows.rows()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = rows.column("paid").value(i) == null ? 1 : 0;
    }
    return Predictions.values(Column.doubles(answers));
  }

  @Test
  @KnownDifference(
      route = "POST /serving-endpoints/{name}/invocations",
      reason =
          "a boolean that is null reaches the model as missing, as a null of any other type does;"
              + " MLflow's scoring server makes it false")
  void a_null_in_a_column_of_truths_is_missing_and_not_false() throws IOException {
    ModelFunction function = ModelFunction.of("missing", files -> MissingTruthsTest::missing);
    try (Mudbrick platform =
        Mudbrick.builder().data(dir.resolve("data")).modelFunction(function).start()) {
      register(platform, function);
      Serving serving = platform.module(Serving.class);
      serving.create(EndpointSpec.of("which", EndpointConfig.of(NAME, "1")));
      serving.await("which", Duration.ofSeconds(60));

      for (String body :
          new String[] {
            "{\"dataframe_records\": [{\"paid\": null}, {\"paid\": true}, {\"paid\": false}]}",
            "{\"dataframe_split\": {\"columns\": [\"paid\"], \"data\": [[null], [true], [false]]}}",
            "{\"inputs\": {\"paid\": [null, true, false]}}"
          }) {
        Invocation asked = Invocation.of(body.getBytes(StandardCharsets.UTF_8));
        assertThat(serving.invoke("which", asked).json())
            .isEqualTo("{\"predictions\":[1.0,0.0,0.0]}");
      }
    }
  }

  private void register(Mudbrick platform, ModelFunction function) throws IOException {
    Path model = dir.resolve("model");
    NativeModel.function(function, Map.of())
        .withSignature(new ModelSignature(Schema.of(Field.of("paid", DataType.BOOLEAN)), null))
        .write(model, MlModel.builder());
    Tracking tracking = platform.module(Tracking.class);
    Registry registry = platform.module(Registry.class);
    registry.createModel(NAME, null, Map.of());
    try (var run = tracking.startRun("0", "which")) {
      tracking.logArtifacts(run.runId(), "model", model);
      registry.createVersion(NewModelVersion.of(NAME, "runs:/" + run.runId() + "/model").build());
    }
  }
}
