package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LoggedModelErrors;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.internal.jdbc.ExperimentStore;
import io.mudbrick.tracking.internal.jdbc.LoggedModelStore;
import io.mudbrick.tracking.internal.jdbc.RunStore;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import io.mudbrick.tracking.internal.jdbc.StoredModel;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What every service of one caller needs: the store, the door, the clock. Immutable. */
final class Session {
  final Caller caller;
  final Access access;
  final Database database;
  final BlobStore blobs;
  final Ids ids;
  final RandomNames names;
  final ExperimentStore experiments;
  final RunStore runs;
  final LoggedModelStore models;
  private final ModuleContext context;

  Session(ModuleContext context, Caller caller) {
    this.context = context;
    this.caller = caller;
    this.access = new Access(caller, context.permissions(), context.identities());
    this.database = context.database();
    this.blobs = context.blobs().at("mlflow").at(caller.workspaceId());
    this.ids = context.ids();
    this.names = new RandomNames(ids);
    Dialect dialect = database.dialect();
    this.experiments = new ExperimentStore(dialect);
    this.runs = new RunStore(dialect);
    this.models = new LoggedModelStore(dialect);
  }

  String workspaceId() {
    return caller.workspaceId();
  }

  /** A directory of {@code mlflow-artifacts:/} that another module answers for. */
  BlobStore mounted(String path) {
    return context.artifactUris().resolve(caller, "mlflow-artifacts:/" + path);
  }

  EventBus events() {
    return context.events();
  }

  /** The time as the store keeps it. */
  Instant now() {
    return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  // ---- finding things, with the errors that clients know

  static long experimentNumber(String experimentId) {
    if (experimentId.isEmpty()) {
      throw TrackingErrors.missingValue("experiment_id");
    }
    try {
      return Long.parseLong(experimentId);
    } catch (NumberFormatException e) {
      throw TrackingErrors.badExperimentId(experimentId);
    }
  }

  StoredExperiment experiment(Tx tx, String experimentId) {
    return experiments
        .byNumber(tx, workspaceId(), experimentNumber(experimentId))
        .orElseThrow(() -> TrackingErrors.experimentNotFound(experimentId));
  }

  StoredExperiment activeExperiment(Tx tx, String experimentId) {
    StoredExperiment experiment = experiment(tx, experimentId);
    if (!experiment.isActive()) {
      throw TrackingErrors.experimentNotActive(experimentId);
    }
    return experiment;
  }

  StoredRun run(Tx tx, String runId) {
    if (runId.isEmpty()) {
      throw TrackingErrors.missingValue("run_id");
    }
    return runs.find(tx, workspaceId(), runId).orElseThrow(() -> TrackingErrors.runNotFound(runId));
  }

  StoredRun activeRun(Tx tx, String runId) {
    StoredRun run = run(tx, runId);
    if (!run.isActive()) {
      throw TrackingErrors.runNotActive(runId);
    }
    return run;
  }

  /** The run, once the caller was found to have the right to read it. */
  StoredRun readableRun(String runId) {
    StoredRun run = database.read(tx -> run(tx, runId));
    access.read(run.experiment());
    return run;
  }

  /** Refuses callers who may not change the run; done before the write, to keep the writer free. */
  void requireEditableRun(String runId) {
    access.edit(database.read(tx -> run(tx, runId)).experiment());
  }

  StoredModel model(Tx tx, String modelId) {
    return model(tx, modelId, ViewType.ACTIVE_ONLY);
  }

  StoredModel model(Tx tx, String modelId, ViewType view) {
    return models
        .find(tx, workspaceId(), modelId, view)
        .orElseThrow(() -> LoggedModelErrors.notFound(modelId));
  }

  StoredModel readableModel(String modelId) {
    StoredModel model = database.read(tx -> model(tx, modelId));
    access.read(model.experiment());
    return model;
  }

  StoredModel editableModel(String modelId) {
    StoredModel model = database.read(tx -> model(tx, modelId));
    access.edit(model.experiment());
    return model;
  }

  /** Those of the experiments that exist in a number's form and that the caller may read. */
  List<Long> readableExperiments(Collection<String> experimentIds) {
    return access.readable(
        experimentIds.stream().distinct().map(Session::parsed).flatMap(Optional::stream).toList());
  }

  private static Optional<Long> parsed(String experimentId) {
    try {
      return Optional.of(Long.parseLong(experimentId));
    } catch (NumberFormatException e) {
      return Optional.empty(); // no experiment has such an id
    }
  }
}
