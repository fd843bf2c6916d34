package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.explore.Exploration;
import io.mudbrick.automl.internal.explore.ExploredData;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.automl.internal.forecast.SeriesFiles;
import io.mudbrick.automl.internal.forecast.SeriesTable;
import io.mudbrick.automl.internal.glassbox.TrainingTable;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.TaggedRuns;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Target;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The run that shows what is in the series, as the product's data-exploration notebook does, and
 * keeps the very rows that the trials learn from.
 *
 * @param panel the series that the rows make
 */
record SeriesExploration(
    Tracking tracking,
    Scratch scratch,
    Rows rows,
    String target,
    ForecastOptions options,
    Panel panel) {

  /**
   * Makes the run. What goes wrong with its page ends this run only; without the rows nothing could
   * be made again.
   *
   * @return its id
   */
  String run(String experimentId, SeriesTable table) {
    ActiveRun run =
        tracking.startRun(
            TaggedRuns.in(experimentId, "NOTEBOOK", Exploration.SOURCE)
                .name("DataExploration")
                .build());
    try {
      if (table.writable()) {
        scratch.with(directory -> kept(run, table, directory.resolve("training_data")));
      }
      tracking.setExperimentTag(experimentId, Tags.EXPLORATION_RUN, run.runId());
      Exploration exploration = Exploration.of(subject(table.digest()));
      Tags.show(tracking, experimentId, exploration.truncations());
      run.artifact(Exploration.PAGE, exploration.html());
      scratch.with(
          directory -> {
            SeriesFiles.write(panel, target, directory);
            run.artifacts("series", directory);
            return directory;
          });
      run.close();
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      run.tag(Tags.FAILURE, String.valueOf(e.getMessage()));
      run.end(RunStatus.FAILED);
    }
    return run.runId();
  }

  private static Path kept(ActiveRun run, SeriesTable table, Path file) {
    table.write(file);
    run.artifact(TrainingTable.ARTIFACT, file);
    return file;
  }

  private ExploredData subject(String digest) {
    Frame frame = rows.frame();
    Column column = frame.column(target);
    double[] truth = new double[frame.rows()];
    for (int row = 0; row < truth.length; row++) {
      truth[row] = column.number(row);
    }
    Map<String, String> origin = new LinkedHashMap<>();
    new TreeMap<>(rows.tableVersions())
        .forEach((table, version) -> origin.put("Table " + table, "version " + version));
    origin.put("Digest of the rows", digest);
    origin.put("Series", Integer.toString(panel.members().size()));
    return new ExploredData(
        rows.name(),
        frame,
        Target.regression(target),
        truth,
        uses(),
        Map.of("history", frame.rows()),
        panel.alerts(),
        origin);
  }

  private Map<String, ExploredData.Use> uses() {
    Map<String, ExploredData.Use> uses = new TreeMap<>();
    rows.frame()
        .names()
        .forEach(name -> uses.put(name, new ExploredData.Use("native", "left out")));
    uses.put(options.timeColumn(), new ExploredData.Use("datetime", "when each row was"));
    options
        .identityColumns()
        .forEach(name -> uses.put(name, new ExploredData.Use("categorical", "tells series apart")));
    options
        .features()
        .forEach(name -> uses.put(name, new ExploredData.Use("numeric", "known ahead")));
    uses.put(target, new ExploredData.Use("numeric", "forecast"));
    String weight = options.sampleWeightColumn();
    if (weight != null) {
      uses.put(weight, new ExploredData.Use("numeric", "how much a series counts"));
    }
    return uses;
  }
}
