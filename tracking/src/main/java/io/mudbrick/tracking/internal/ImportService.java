package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Imports;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.RunTag;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.ArtifactPlace;
import io.mudbrick.tracking.internal.jdbc.GarbageStore;
import io.mudbrick.tracking.internal.jdbc.ImportStore;
import io.mudbrick.tracking.internal.jdbc.InputStore;
import io.mudbrick.tracking.internal.jdbc.KeyValueStore;
import io.mudbrick.tracking.internal.jdbc.LoggedModelStore;
import io.mudbrick.tracking.internal.jdbc.MetricStore;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Enters what another MLflow recorded, for one caller. */
public final class ImportService implements Imports {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern MODEL_ID = Pattern.compile("m-[0-9a-f]{32}");

  private final Session session;
  private final ImportStore imports = new ImportStore();
  private final MetricStore metrics = new MetricStore();
  private final InputStore inputs = new InputStore();

  public ImportService(ModuleContext context, Caller caller) {
    this.session = new Session(context, caller);
  }

  @Override
  public Experiment importExperiment(Experiment source) {
    ExperimentService.checkName(source.name());
    source.tags().keySet().forEach(key -> Limits.key(key));
    String location = source.artifactLocation();
    ArtifactPlace chosen = location.isEmpty() ? null : ArtifactLocations.chosen(location);
    ArtifactPlace place = chosen != null && chosen.foreign() ? chosen : null;
    return session.database.write(
        tx -> {
          Optional<StoredExperiment> known =
              session.experiments.byName(tx, session.workspaceId(), source.name());
          long number = known.isPresent() ? joined(known.get(), source) : made(tx, source, place);
          source.tags().forEach((key, value) -> addTag(tx, number, known, key, value));
          return session.experiment(tx, Long.toString(number)).experiment();
        });
  }

  private long joined(StoredExperiment known, Experiment source) {
    session.access.edit(known.number());
    if (!known.isActive() && source.lifecycleStage() == LifecycleStage.ACTIVE) {
      throw TrackingErrors.importIntoDeleted(source.name());
    }
    return known.number();
  }

  private long made(Tx tx, Experiment source, @Nullable ArtifactPlace place) {
    Optional<Long> wanted =
        NUMBER.matcher(source.experimentId()).matches()
            ? Optional.of(Long.parseLong(source.experimentId()))
                .filter(id -> session.experiments.isFree(tx, session.workspaceId(), id))
            : Optional.empty();
    long number = session.experiments.restore(tx, session.workspaceId(), wanted, source, place);
    session.access.created(number);
    return number;
  }

  private void addTag(
      Tx tx, long number, Optional<StoredExperiment> known, String key, String value) {
    if (known.isEmpty() || !known.get().experiment().tags().containsKey(key)) {
      session.experiments.setTag(tx, session.workspaceId(), number, key, value);
    }
  }

  @Override
  public Set<String> imported(String experimentId, List<String> ids) {
    return session.database.read(
        tx -> imports.present(tx, session.workspaceId(), editable(tx, experimentId).number(), ids));
  }

  private StoredExperiment editable(Tx tx, String experimentId) {
    StoredExperiment experiment = session.experiment(tx, experimentId);
    session.access.edit(experiment.number());
    return experiment;
  }

  @Override
  public void importPoints(String experimentId, String runId, boolean first, List<Metric> points) {
    Limits.runId(runId);
    points.forEach(Limits::metric);
    session.database.run(
        tx -> {
          long experiment = editable(tx, experimentId).number();
          long number = imports.reserve(tx, session.workspaceId(), experiment, runId);
          if (first) {
            metrics.delete(tx, number);
          }
          metrics.insert(tx, number, points);
        });
  }

  @Override
  public boolean importRun(Run run) {
    RunInfo info = run.info();
    Limits.runId(info.runId());
    run.data().metrics().forEach(Limits::metric);
    Map<String, String> params = new LinkedHashMap<>();
    for (Param param : run.data().params()) {
      params.put(Limits.key(param.key()), param.value());
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (RunTag tag : run.data().tags()) {
      tags.put(Limits.key(tag.key()), tag.value());
    }
    tags.putIfAbsent(
        RunTag.RUN_NAME, info.runName().isBlank() ? session.names.next() : info.runName());
    run.inputs().datasets().forEach(RunService::check);
    return session.database.write(
        tx -> {
          StoredExperiment experiment = editable(tx, info.experimentId());
          Optional<StoredRun> known = session.runs.find(tx, session.workspaceId(), info.runId());
          if (known.isPresent()) {
            return refuseClash(known.get().experiment(), experiment, info.runId());
          }
          long number =
              imports.reserve(tx, session.workspaceId(), experiment.number(), info.runId());
          imports.release(tx, session.workspaceId(), experiment.number(), info.runId());
          String name = Objects.requireNonNull(tags.get(RunTag.RUN_NAME));
          session.runs.restore(tx, number, session.workspaceId(), info, name, session.now());
          KeyValueStore.runParams().add(tx, number, params);
          KeyValueStore.runTags().add(tx, number, tags);
          if (!run.data().metrics().isEmpty()) {
            metrics.insert(tx, number, run.data().metrics());
          }
          addInputs(tx, session.run(tx, info.runId()), run);
          keepFiles(tx, experiment.place().child(info.runId()));
          return true;
        });
  }

  /** Files of what comes back must not go with what was collected under the same id. */
  private void keepFiles(Tx tx, ArtifactPlace place) {
    if (!place.foreign()) {
      new GarbageStore().removeFiles(tx, session.workspaceId(), place.path());
    }
  }

  private void addInputs(Tx tx, StoredRun stored, Run run) {
    run.inputs()
        .datasets()
        .forEach(input -> inputs.addDataset(tx, session.workspaceId(), stored, input));
    run.inputs()
        .models()
        .forEach(model -> inputs.addModelInput(tx, stored.number(), model.modelId()));
    run.outputs().forEach(output -> inputs.addModelOutput(tx, stored.number(), output));
  }

  private static boolean refuseClash(long owner, StoredExperiment wanted, String id) {
    if (owner != wanted.number()) {
      throw TrackingErrors.idTaken(id);
    }
    return false;
  }

  @Override
  public boolean importLoggedModel(LoggedModel model, LifecycleStage stage) {
    LoggedModelInfo info = model.info();
    if (!MODEL_ID.matcher(info.modelId()).matches()) {
      throw TrackingErrors.invalidValue(
          "model_id", info.modelId(), "It must be 'm-' and 32 hexadecimal digits.");
    }
    LoggedModelService.checkName(info.name());
    model.tags().keySet().forEach(key -> Limits.key(key));
    model.metrics().forEach(metric -> Limits.metric(metric.metric()));
    return session.database.write(
        tx -> {
          StoredExperiment experiment = editable(tx, info.experimentId());
          Optional<Long> owner =
              session.models.experimentOf(tx, session.workspaceId(), info.modelId());
          if (owner.isPresent()) {
            return refuseClash(owner.get(), experiment, info.modelId());
          }
          long number = enter(tx, experiment.number(), info);
          keepFiles(tx, experiment.place().child("models").child(info.modelId()));
          KeyValueStore.modelParams().set(tx, number, KeyValueStore.byKey(model.params()));
          KeyValueStore.modelTags().set(tx, number, model.tags());
          for (RunMetric metric : model.metrics()) {
            session.models.addMetric(tx, number, metric.runId(), metric.metric());
          }
          if (stage == LifecycleStage.DELETED) {
            session.models.delete(tx, number, info.lastUpdatedTime());
          }
          return true;
        });
  }

  private long enter(Tx tx, long experiment, LoggedModelInfo info) {
    return session.models.restore(
        tx,
        new LoggedModelStore.NewRow(
            session.workspaceId(),
            experiment,
            info.modelId(),
            info.name(),
            info.modelType(),
            info.sourceRunId(),
            null),
        info);
  }
}
