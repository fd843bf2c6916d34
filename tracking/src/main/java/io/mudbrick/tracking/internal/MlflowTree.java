package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileTree;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.LoggedModelErrors;
import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.ArtifactPlace;
import io.mudbrick.tracking.internal.jdbc.StoredModel;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import io.mudbrick.tracking.internal.jdbc.TraceHead;
import org.jspecify.annotations.Nullable;

/**
 * {@code /WorkspaceInternal/Mlflow/Artifacts/<experiment>/Runs/<run>/artifacts/...} and {@code
 * .../LoggedModels/<model>/artifacts/...}, {@code .../Runs/traces/<trace>/artifacts/...}: where
 * MLflow looks for artifacts through the Files API when it is told to track to {@code databricks}.
 */
public record MlflowTree(ModuleContext context) implements FileTree {
  /** Where it is mounted. */
  public static final String ROOT = "WorkspaceInternal/Mlflow/Artifacts";

  /** Below it, as if they were runs, clients look for the data of traces. */
  private static final String TRACES = "traces/";

  /** How clients with a {@code databricks} URI call the same places. */
  static final String MANAGED = "dbfs:/databricks/mlflow-tracking/";

  static String ofRun(String experimentId, String runId) {
    return "/" + ROOT + "/" + experimentId + "/Runs/" + runId + "/artifacts";
  }

  static String ofModel(String experimentId, String modelId) {
    return "/" + ROOT + "/" + experimentId + "/LoggedModels/" + modelId + "/artifacts";
  }

  static String ofTrace(long experiment, String traceId) {
    return "/" + ROOT + "/" + experiment + "/Runs/" + TRACES + traceId + "/artifacts";
  }

  @Override
  public Place locate(Caller caller, String inTree, Use use) {
    String path = inTree.replaceFirst("^([^/]+)/Runs/" + TRACES, "$1/Traces/");
    String[] parts = path.split("/", 5);
    if (parts.length < 4 || !parts[3].equals("artifacts")) {
      throw ArtifactErrors.invalidPath();
    }
    Session session = new Session(context, caller);
    ArtifactPlace place =
        switch (parts[1]) {
          case "Runs" -> run(session, parts[0], parts[2], use);
          case "Traces" -> trace(session, parts[0], parts[2], use);
          case "LoggedModels" -> model(session, parts[0], parts[2], use);
          default -> throw ArtifactErrors.invalidPath();
        };
    return new Place(session.blobs.at(place.path()), parts.length == 5 ? parts[4] : "");
  }

  /** {@code dbfs:/databricks/mlflow-tracking/...}; null for a place that is not ours. */
  public @Nullable BlobStore resolve(Caller caller, String uri) {
    if (!uri.startsWith(MANAGED)) {
      return null;
    }
    String path = BlobPath.canonical(uri.substring(MANAGED.length()));
    String inTree =
        path.contains("/logged_models/")
            ? path.replaceFirst("/logged_models/", "/LoggedModels/")
            : path.replaceFirst("/", "/Runs/");
    Place place = locate(caller, inTree, Use.READ);
    return place.path().isEmpty() ? place.store() : place.store().at(place.path());
  }

  private static ArtifactPlace run(Session session, String experiment, String runId, Use use) {
    StoredRun run = session.readableRun(runId);
    if (run.experiment() != Session.experimentNumber(experiment)) {
      throw TrackingErrors.runNotFound(runId);
    }
    if (use == Use.WRITE) {
      session.access.edit(run.experiment());
      session.database.read(tx -> session.activeRun(tx, runId));
    }
    return run.place();
  }

  private static ArtifactPlace trace(Session session, String experiment, String id, Use use) {
    TraceDoor door = new TraceDoor(session);
    TraceHead trace = use == Use.WRITE ? door.editable(id) : door.readable(id);
    if (trace.experiment() != Session.experimentNumber(experiment)) {
      throw TraceErrors.traceNotFound(id);
    }
    return session.database.read(tx -> session.experiment(tx, experiment)).place().ofTrace(id);
  }

  private static ArtifactPlace model(Session session, String experiment, String id, Use use) {
    StoredModel model = use == Use.WRITE ? session.editableModel(id) : session.readableModel(id);
    if (model.experiment() != Session.experimentNumber(experiment)) {
      throw LoggedModelErrors.notFound(id);
    }
    return model.place();
  }
}
