package io.mudbrick.automl.internal.glassbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.Sales;
import io.mudbrick.automl.recipe.PreparedSeries;
import io.mudbrick.automl.recipe.Recipe;
import io.mudbrick.automl.recipe.SeriesLearner;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class ForecastGlassBoxTest {
  @TempDir private Path directory;

  private static ForecastOptions.Builder options() {
    return ForecastOptions.on("month").frequency("M").horizon(4).identityColumns("shop").seed(3L);
  }

  /** Shorter ones, of unequal weight, with a gap. */
  private static Frame rows() {
    Frame all = Sales.of("north", "so\"uth");
    double[] weights = new double[all.rows()];
    Arrays.setAll(weights, row -> row % 5);
    int[] kept = IntStream.range(0, 90).filter(row -> row != 17).toArray();
    return all.with("weight", Column.doubles(weights)).take(kept);
  }

  @Test
  void the_program_of_every_trial_makes_its_model_and_metrics_again(Mudbrick platform)
      throws Exception {
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .forecast(
                rows(),
                "sold",
                options()
                    .features("price")
                    .future(Sales.ahead("north", "so\"uth"))
                    .sampleWeightColumn("weight")
                    .build());

    check(platform, summary);
    assertThat(summary.trials()).hasSize(8);
  }

  @Test
  void so_does_that_of_a_trial_whose_time_was_over(Mudbrick platform) throws Exception {
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .forecast(
                rows(),
                "sold",
                options()
                    .excludeFamilies(ForecastFamily.NAIVE)
                    .timeout(Duration.ofNanos(1))
                    .build());

    check(platform, summary);
    assertThat(summary.trials()).hasSize(1);
    assertThat(directory.resolve("program-ETS-1").resolve("Trial.java"))
        .content()
        .contains(".stopping(\"0:0-1=1");
  }

  private void check(Mudbrick platform, AutoMlSummary summary) throws Exception {
    TrialPrograms programs = new TrialPrograms(platform.module(Tracking.class), directory);
    Path data = programs.rows(summary);
    for (Trial trial : summary.trials()) {
      assertThat(trial.failure()).as(trial.runName()).isNull();
      Path out = directory.resolve(trial.runName());
      String printed = programs.run(trial, data, out);
      assertThat(printed).as(trial.runName()).contains("val_mase").contains("month=");
      programs.compare(trial.runId(), "model", out);
    }
  }

  @Test
  void a_trial_leaves_its_notebook_and_pictures_and_numbers(Mudbrick platform) throws Exception {
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);
    AutoMlSummary summary = automl.forecast(rows(), "sold", options().maxTrials(1).build());
    Path file = directory.resolve("best.ipynb");

    automl.importNotebook(summary.best(), file, false);

    String notebook = Files.readString(file);
    assertThat(Json.object(notebook)).containsKey("cells");
    assertThat(notebook)
        .contains("PreparedSeries.of", "val_smape", "image/svg+xml", "| metric | validation |");
    assertThat(paths(tracking, summary.best().runId(), ""))
        .contains(
            "backtest.parquet",
            "forecast.csv",
            "fitted_models.json",
            "provenance.json",
            "trial.java",
            "val_residuals.csv",
            "val_residuals.svg",
            "val_predicted_and_true.svg");
    assertThat(paths(tracking, summary.best().runId(), "forecasts"))
        .contains("forecasts/series-2.svg", "forecasts/backtest-2.svg");

    Experiment experiment = tracking.getExperiment(summary.experimentId());
    String exploration = experiment.tags().get("mudbrick.automl.exploration_run_id");
    assertThat(exploration).isNotNull();
    assertThat(tracking.getRun(String.valueOf(exploration)).tag("mlflow.source.name"))
        .contains("Notebook: DataExploration");
    assertThat(paths(tracking, String.valueOf(exploration), ""))
        .contains("data_exploration.html", "data", "series");
    assertThat(paths(tracking, String.valueOf(exploration), "series"))
        .contains("series/series-1.svg", "series/series.csv");
  }

  private static List<String> paths(Tracking tracking, String run, String below) {
    return tracking.listArtifacts(run, below).stream().map(ArtifactInfo::path).toList();
  }

  @Test
  void what_is_no_model_is_told_with_those_that_are(Mudbrick platform) throws Exception {
    AutoMlSummary summary =
        platform.module(AutoMl.class).forecast(rows(), "sold", options().maxTrials(1).build());
    TrialPrograms programs = new TrialPrograms(platform.module(Tracking.class), directory);
    Frame kept = Recipe.read(programs.rows(summary));
    String split = kept.names().get(kept.names().size() - 1);
    PreparedSeries series = PreparedSeries.of(kept, "sold", options().build(), split);

    assertThat(series.count()).isEqualTo(2);
    assertThat(series.values()).isEqualTo(90);
    assertThat(series.next(2).rowAt(0)).containsEntry("shop", "north");
    assertThatThrownBy(() -> series.fit(SeriesLearner.of("Prophet")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("'Prophet'")
        .hasMessageContaining("TrendWaves");
    assertThat(series.fit(SeriesLearner.of("Theta")).predict(series.next(1)).values().value(1))
        .isInstanceOf(Map.class);
  }
}
