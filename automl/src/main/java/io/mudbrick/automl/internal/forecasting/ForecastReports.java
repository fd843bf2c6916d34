package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.forecast.BacktestTable;
import io.mudbrick.automl.internal.forecast.ForecastFiles;
import io.mudbrick.automl.internal.forecast.ForecastPlan;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.FittedForecaster;
import io.mudbrick.automl.internal.glassbox.ForecastFacts;
import io.mudbrick.automl.internal.glassbox.Notebook;
import io.mudbrick.automl.internal.glassbox.Pictures;
import io.mudbrick.automl.internal.glassbox.Program;
import io.mudbrick.automl.internal.report.Provenance;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.recipe.SeriesLearner;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.tracking.ActiveRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves with each trial of forecasting its model, what people want to see, and its program. */
record ForecastReports(ForecastSession session, Scratch scratch, Ids ids) {

  /**
   * What a trial came to.
   *
   * @param own with the model's own intervals
   * @param judged with those that its metrics are of
   * @param learners by which it is made again
   */
  record Result(
      Forecasts forecasts,
      List<FittedForecaster> fitted,
      Backtest own,
      Backtest judged,
      List<SeriesLearner> learners) {}

  void write(ActiveRun run, Map<String, Double> metrics, Result result) {
    scratch.with(
        directory -> {
          write(run, metrics, result, directory);
          return directory;
        });
  }

  private void write(ActiveRun run, Map<String, Double> metrics, Result result, Path directory) {
    Path model = directory.resolve(Trial.MODEL_PATH);
    MlModel.Builder descriptor =
        MlModel.builder()
            .artifactPath(Trial.MODEL_PATH)
            .runId(run.runId())
            .modelUuid(ids.hex32())
            .created(session.tracking().now());
    ForecastFiles.writeModel(result.forecasts(), model, descriptor);
    run.logModel(Trial.MODEL_PATH, model);
    Path report = directory.resolve("report");
    ForecastFiles.writeReport(result.forecasts(), result.fitted(), result.judged(), report);
    BacktestTable.write(
        session.panel(), result.own(), result.judged(), report.resolve(BacktestTable.FILE));
    run.artifacts("", report);
    run.artifact("provenance.json", Json.bytes(provenance(result)));
    ForecastFacts facts =
        new ForecastFacts(
            run.runName(),
            run.runId(),
            session.experimentName(),
            session.explorationRunId(),
            session.data(),
            session.target(),
            session.options(),
            result.learners(),
            metrics);
    run.artifact(Program.ARTIFACT, new Program(facts).bytes());
    run.artifact(Notebook.ARTIFACT, new Notebook(facts, Pictures.below(report)).bytes());
  }

  /** What a result depends on, so that it can be made again. */
  private Map<String, Object> provenance(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("models", result.learners());
    json.put("seed", session.seed());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("digest", session.data().digest());
    data.put("table_versions", session.data().versions());
    data.put("target", session.target());
    data.put("rows", session.data().rows());
    data.put("series", session.data().series());
    json.put("data", data);
    boolean trees =
        result.learners().stream()
            .anyMatch(one -> ForecastPlan.family(one.model()) == ForecastFamily.GLOBAL);
    json.put("libraries", Provenance.libraries(trees ? Set.of(ModelFamily.XGBOOST) : Set.of()));
    return json;
  }
}
