package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.model.NativeModel;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of the embedder's own class, registered and loaded where the class was given. */
class FunctionModelTest {
  private static final String MODEL = "telco.churn.tariff";
  private static final ModelFunction TARIFF =
      ModelFunction.of(
          "acme.tariff/1",
          files -> rows -> Predictions.values(Column.doubles(new double[rows.rows()])));

  @TempDir private Path dir;

  @Test
  void a_function_that_the_builder_was_given_is_loaded_by_the_registry() {
    try (Mudbrick platform =
        Mudbrick.builder().data(dir.resolve("data")).modelFunction(TARIFF).start()) {
      register(platform);
      Predictions answers =
          platform.module(Registry.class).load("models:/" + MODEL + "/1").predict(row());
      assertThat(answers.values().number(0)).isZero();
    }
    try (Mudbrick stranger = Mudbrick.builder().data(dir.resolve("data")).start()) {
      Registry registry = stranger.module(Registry.class);
      assertThatThrownBy(() -> registry.load("models:/" + MODEL + "/1"))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("the Java function 'acme.tariff/1'");
    }
  }

  private void register(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    platform.module(Registry.class).createModel(MODEL, "what a call costs", Map.of());
    Path written = dir.resolve("written");
    NativeModel.function(TARIFF, Map.of("rates.csv", new byte[] {1}))
        .write(written, MlModel.builder());
    Tracking tracking = platform.module(Tracking.class);
    try (var run = tracking.startRun("0", "tariff")) {
      tracking.logArtifacts(run.runId(), "model", written);
      platform
          .module(Registry.class)
          .createVersion(NewModelVersion.of(MODEL, "runs:/" + run.runId() + "/model").build());
    }
  }

  private static Frame row() {
    return Frame.row(Map.of("minutes", 4.0));
  }
}
