package io.mudbrick.benchmarks.automl;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.CsvRows;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * How fast a model that AutoML made answers rows one at a time, on one thread, preparation
 * included: {@code OneRow CSV TARGET}. Of the boosted trials of a classification it takes the one
 * whose number of trees is nearest to 200, and prints a JSON line.
 */
final class OneRow {
  private static final int TREES = 200;
  private static final double SECONDS = 5;

  private OneRow() {}

  public static void main(String[] args) throws IOException {
    Frame rows = CsvRows.read(Files.readString(Path.of(args[0])), null);
    try (Mudbrick platform = Mudbrick.builder().start()) {
      EnumSet<ModelFamily> others = EnumSet.allOf(ModelFamily.class);
      others.remove(ModelFamily.XGBOOST);
      AutoMlSummary summary =
          platform
              .module(AutoMl.class)
              .classify(
                  rows,
                  args[1],
                  AutoMlOptions.builder()
                      .mode(AutoMlMode.DATABRICKS)
                      .primaryMetric(EvaluationMetric.LOG_LOSS)
                      .excludeFamilies(others.toArray(ModelFamily[]::new))
                      .maxTrials(12)
                      .seed(1)
                      .build());
      Trial trial =
          summary.trials().stream()
              .filter(t -> !t.failed() && t.params().containsKey("n_estimators"))
              .min(Comparator.comparingDouble(t -> Math.abs(trees(t) - TREES)))
              .orElseThrow();
      Path folder = Files.createTempDirectory("one-row");
      download(platform.module(Tracking.class), trial.runId(), Trial.MODEL_PATH, folder);
      LoadedModel model = ModelLoader.load(folder.resolve(Trial.MODEL_PATH));
      List<Frame> ones = new ArrayList<>();
      for (int row = 0; row < Math.min(rows.rows(), 1000); row++) {
        ones.add(rows.slice(row, row + 1));
      }
      rate(model, ones); // warms up
      System.out.printf(
          Locale.ROOT,
          "{\"name\": \"automl.one_row\", \"rows_per_second\": %.0f, \"trees\": %.0f,"
              + " \"columns\": %d}%n",
          rate(model, ones),
          trees(trial),
          rows.columns().size() - 1);
    }
  }

  private static double trees(Trial trial) {
    return Double.parseDouble(trial.params().getOrDefault("n_estimators", "0"));
  }

  /** Rows a second of this thread's processor time. */
  private static double rate(LoadedModel model, List<Frame> ones) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    long rows = 0;
    double taken;
    do {
      for (Frame one : ones) {
        model.predict(one);
      }
      rows += ones.size();
      taken = (threads.getCurrentThreadCpuTime() - begun) / 1e9;
    } while (taken < SECONDS);
    return rows / taken;
  }

  private static void download(Tracking tracking, String run, String path, Path folder)
      throws IOException {
    for (ArtifactInfo info : tracking.listArtifacts(run, path)) {
      if (info.directory()) {
        download(tracking, run, info.path(), folder);
      } else {
        Path file = folder.resolve(info.path());
        Files.createDirectories(file.getParent());
        try (InputStream in = tracking.openArtifact(run, info.path()).content()) {
          Files.copy(in, file);
        }
      }
    }
  }
}
