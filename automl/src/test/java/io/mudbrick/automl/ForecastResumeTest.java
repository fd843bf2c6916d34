package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.internal.Sales;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ForecastResumeTest {
  private static final Frame SALES = Sales.of("north", "south");

  /** The tag of a run in which a trial says how it ended. */
  private static final String NOTE = "mudbrick.automl.trial";

  private static ForecastOptions.Builder options(String name) {
    return ForecastOptions.on("month")
        .frequency("M")
        .horizon(6)
        .identityColumns("shop")
        .features("price")
        .future(Sales.ahead("north", "south"))
        .excludeFamilies(ForecastFamily.ARIMA)
        .outputTable("shop.sales." + name)
        .timeout(Duration.ofHours(1))
        .seed(5L)
        .experimentName(name);
  }

  private static void schema(Mudbrick platform) {
    platform.module(Catalog.class).catalogs().create("shop");
    platform.module(Catalog.class).schemas().create("shop.sales");
  }

  private static String interrupted(Mudbrick platform, String name, int trials) {
    return Interruption.after(
        trials,
        platform,
        name,
        stop ->
            platform
                .module(AutoMl.class)
                .forecast(SALES, "sold", options(name).listener(stop).build()));
  }

  private static double[] upper(Mudbrick platform, String table) {
    return platform
        .module(Catalog.class)
        .tables()
        .open(table)
        .read()
        .toColumns()
        .column("sold_upper")
        .toDoubles();
  }

  /** What does not depend on when and where the trial was made. */
  private static List<Object> lasting(Trial trial) {
    return List.of(
        trial.number(),
        trial.runName(),
        trial.family(),
        trial.params(),
        trial.metrics(),
        trial.score(),
        trial.failed());
  }

  @Test
  void what_was_interrupted_ends_as_if_it_had_not_been(Mudbrick platform) {
    schema(platform);
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);
    AutoMlSummary whole = automl.forecast(SALES, "sold", options("whole").build());

    String experiment = interrupted(platform, "halves", 4);
    assertThat(tracking.getExperiment(experiment).tags())
        .containsEntry("_databricks_automl.state", "FAILED");
    AutoMlSummary resumed = automl.resume(Interruption.path(platform, "halves"));

    assertThat(resumed.experimentId()).isEqualTo(experiment);
    assertThat(resumed.trials())
        .map(ForecastResumeTest::lasting)
        .containsExactlyElementsOf(
            whole.trials().stream().map(ForecastResumeTest::lasting).toList());
    assertThat(resumed.outputTableName()).isEqualTo("shop.sales.halves");
    assertThat(upper(platform, "shop.sales.halves")).isEqualTo(upper(platform, "shop.sales.whole"));
    assertThat(tracking.getExperiment(experiment).tags())
        .containsEntry("_databricks_automl.state", "SUCCESS");
    assertThat(tracking.search(experiment).childrenOf(resumed.parentRunId()).list())
        .hasSameSizeAs(whole.trials())
        .extracting(run -> run.info().status())
        .containsOnly(RunStatus.FINISHED);
    Run parent = tracking.getRun(resumed.parentRunId());
    assertThat(parent.info().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(parent.metric("val_smape")).hasValue(whole.best().score());
  }

  @Test
  void what_has_kept_nothing_cannot_go_on(Mudbrick platform) {
    schema(platform);
    Tracking tracking = platform.module(Tracking.class);
    String experiment = interrupted(platform, "stopped", 1);
    tracking.setExperimentTag(
        experiment,
        "mudbrick.automl.exploration_run_id",
        tracking.startRun(experiment, "x").runId());

    assertThatThrownBy(() -> platform.module(AutoMl.class).resume(experiment))
        .hasMessageContaining("not kept its rows");
  }

  @Test
  void only_what_was_left_of_the_time_is_spent_unless_more_is_given(Mudbrick platform) {
    schema(platform);
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);
    String experiment = interrupted(platform, "late", 2);
    Run trial =
        tracking.search(experiment).list().stream()
            .filter(run -> run.tag(NOTE).isPresent())
            .findFirst()
            .orElseThrow();
    Map<String, Object> note = new TreeMap<>(Json.object(trial.tag(NOTE).orElseThrow()));
    note.put("spent", Duration.ofHours(1).toSeconds());
    tracking.setTag(trial.runId(), NOTE, Json.write(note));

    AutoMlSummary ended = automl.resume(experiment);
    assertThat(ended.trials()).hasSize(3);
    assertThat(ended.alerts()).extracting(Alert::name).contains("training_early_stopped");

    AutoMlSummary more =
        automl.resume(experiment, ResumeOptions.defaults().withTimeout(Duration.ofHours(1)));
    assertThat(more.trials()).hasSize(7);
  }

  @Test
  void what_the_rest_face_began_goes_on_too(Mudbrick platform) {
    schema(platform);
    Forecasting forecasting = platform.module(Forecasting.class);
    String experiment = interrupted(platform, "background", 2);
    platform
        .module(Tracking.class)
        .setExperimentTag(experiment, "mudbrick.automl.server", "a server that was stopped");

    platform.module(AutoMl.class).resume(experiment);

    ForecastExperiment ended = forecasting.get(experiment);
    assertThat(ended.state()).isEqualTo(ForecastExperiment.State.SUCCEEDED);
    assertThat(ended.message()).isNull();
  }
}
