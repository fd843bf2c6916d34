package io.mudbrick.automl.internal.experiment;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Truth;
import io.mudbrick.automl.internal.explore.Exploration;
import io.mudbrick.automl.internal.explore.ExploredData;
import io.mudbrick.automl.internal.glassbox.TrainingTable;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.TaggedRuns;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.RunStatus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The run that shows what is in the data, as the product's data-exploration notebook does: the
 * page, and the very rows that the trials learn from, which their programs read.
 */
final class DataExploration implements AutoCloseable {
  /** The product's name for columns whose values mean nothing but themselves. */
  private static final String NATIVE = "native";

  private static final ExploredData.Use LEFT_OUT = new ExploredData.Use(NATIVE, "left out");

  /** The product's names of semantic types. */
  private static final Map<ColumnPlan.Kind, String> SEMANTICS =
      Map.of(
          ColumnPlan.Kind.NUMBER, "numeric",
          ColumnPlan.Kind.CATEGORY, "categorical",
          ColumnPlan.Kind.WORDS, "text",
          ColumnPlan.Kind.TIME, "datetime",
          ColumnPlan.Kind.LIST, NATIVE);

  private final Session session;
  private final Scratch scratch;
  private final ActiveRun run;
  private final Thread worker;

  private DataExploration(Session session, Scratch scratch) {
    this.session = session;
    this.scratch = scratch;
    this.run =
        session
            .tracking()
            .startRun(
                TaggedRuns.in(session.experimentId(), "NOTEBOOK", Exploration.SOURCE)
                    .name("DataExploration")
                    .build());
    this.worker = new Thread(this::write, "automl-exploration");
    worker.setDaemon(true);
  }

  /** Makes the run and fills it beside the trials. What goes wrong ends this run only. */
  static DataExploration start(Session session, Scratch scratch) {
    DataExploration exploration = new DataExploration(session, scratch);
    session
        .tracking()
        .setExperimentTag(session.experimentId(), Tags.EXPLORATION_RUN, exploration.run.runId());
    exploration.worker.start();
    return exploration;
  }

  String runId() {
    return run.runId();
  }

  /** Waits until the run is over. */
  @Override
  public void close() {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      keep();
      Exploration exploration = Exploration.of(subject());
      Tags.show(session.tracking(), session.experimentId(), exploration.truncations());
      run.artifact(Exploration.PAGE, exploration.html());
      run.close();
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      run.tag(Tags.FAILURE, String.valueOf(e.getMessage()));
      run.end(RunStatus.FAILED);
    }
  }

  /** First of all: programs read the rows, and with them an interrupted experiment goes on. */
  private void keep() {
    TrainingTable table = new TrainingTable(session.prepared());
    if (table.writable()) {
      scratch.with(
          directory -> {
            Path file = directory.resolve("training_data");
            table.write(file);
            run.artifact(TrainingTable.ARTIFACT, file);
            return file;
          });
    }
  }

  private ExploredData subject() {
    Prepared prepared = session.prepared();
    Frame rows = prepared.source().frame();
    String target = prepared.truth().target().column();
    Truth truth =
        Truth.read(
            session.problem(), target, rows.column(target), session.options().positiveLabel());
    return new ExploredData(
        prepared.source().name(),
        rows,
        truth.target(),
        truth.values(),
        uses(prepared),
        parts(prepared),
        prepared.alerts(),
        origin(prepared));
  }

  /** A column that no feature is made of was left out; its alert says why. */
  private static Map<String, ExploredData.Use> uses(Prepared prepared) {
    Map<String, ExploredData.Use> uses = new TreeMap<>();
    prepared.source().frame().names().forEach(name -> uses.put(name, LEFT_OUT));
    for (ColumnPlan column : prepared.plan()) {
      uses.put(
          column.name(),
          new ExploredData.Use(SEMANTICS.getOrDefault(column.kind(), NATIVE), treatment(column)));
    }
    for (Alert alert : prepared.alerts()) {
      for (String name : alert.columns()) {
        uses.computeIfPresent(
            name,
            (any, use) ->
                use.equals(LEFT_OUT)
                    ? new ExploredData.Use(NATIVE, "left out: " + alert.name())
                    : use);
      }
    }
    return uses;
  }

  private static String treatment(ColumnPlan column) {
    String kind = column.kind().name().toLowerCase(Locale.ROOT);
    return column.reading() == null ? kind : kind + ", read from other values";
  }

  private static Map<String, Integer> parts(Prepared prepared) {
    Map<String, Integer> parts = new LinkedHashMap<>();
    if (prepared.folds().size() == 1) {
      parts.put("training", prepared.folds().get(0).train().length);
      parts.put("validation", prepared.folds().get(0).validation().length);
    } else {
      parts.put("in " + prepared.folds().size() + " folds", prepared.rows().rows());
    }
    int tests = prepared.test().truth().length;
    if (tests > 0) {
      parts.put("test", tests);
    }
    return parts;
  }

  private static Map<String, String> origin(Prepared prepared) {
    Map<String, String> origin = new LinkedHashMap<>();
    Map<String, Long> versions = new TreeMap<>(prepared.source().tableVersions());
    versions.forEach(
        (table, version) ->
            origin.merge(
                versions.size() == 1 ? "Table" : "Tables",
                table + ", version " + version,
                (some, more) -> some + "; " + more));
    origin.put("Digest of the features", prepared.digest());
    List<String> features = prepared.features();
    origin.put("Columns learned from", Integer.toString(features.size()));
    return origin;
  }
}
