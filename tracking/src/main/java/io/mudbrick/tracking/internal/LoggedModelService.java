package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelErrors;
import io.mudbrick.tracking.LoggedModelQuery;
import io.mudbrick.tracking.LoggedModelStatus;
import io.mudbrick.tracking.LoggedModels;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.NewLoggedModel;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.internal.jdbc.InputStore;
import io.mudbrick.tracking.internal.jdbc.KeyValueStore;
import io.mudbrick.tracking.internal.jdbc.LoggedModelStore;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import io.mudbrick.tracking.internal.jdbc.StoredModel;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import io.mudbrick.tracking.internal.search.Grammars;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logged models for one caller. */
final class LoggedModelService implements LoggedModels {
  private static final int MAX_PAGE = 50_000;

  /** The list of the versions of a model, which clients keep in a tag, grows long. */
  private static final int TAG_VALUE = 100_000;

  private final Session session;
  private final KeyValueStore params = KeyValueStore.modelParams();
  private final KeyValueStore tags = KeyValueStore.modelTags();
  private final InputStore outputs = new InputStore();

  LoggedModelService(Session session) {
    this.session = session;
  }

  @Override
  public LoggedModel createLoggedModel(NewLoggedModel spec) {
    String name = spec.name() == null || spec.name().isEmpty() ? session.names.next() : spec.name();
    checkName(name);
    List<Param> itsParams = spec.params().stream().map(LoggedModelService::kept).toList();
    spec.tags().forEach(LoggedModelService::checkTag);
    String modelId = "m-" + session.ids.hex32();
    return session.database.write(
        tx -> {
          StoredExperiment experiment = session.experiment(tx, spec.experimentId());
          session.access.edit(experiment.number());
          if (!experiment.isActive()) {
            throw TrackingErrors.experimentNotActive(spec.experimentId());
          }
          if (spec.sourceRunId() != null) {
            session
                .runs
                .find(tx, session.workspaceId(), spec.sourceRunId())
                .ifPresent(run -> session.access.edit(run.experiment()));
          }
          long number =
              session.models.insert(
                  tx,
                  row(experiment.number(), modelId, name, spec, null),
                  LoggedModelStatus.LOGGED_MODEL_PENDING,
                  session.now());
          params.set(tx, number, KeyValueStore.byKey(itsParams));
          tags.set(tx, number, spec.tags());
          return read(tx, number);
        });
  }

  /** Enters a model whose files are already among its run's artifacts. */
  LoggedModel enter(StoredRun run, String name, String artifactPath) {
    NewLoggedModel spec =
        NewLoggedModel.in(run.info().experimentId()).sourceRunId(run.info().runId()).build();
    String modelId = "m-" + session.ids.hex32();
    return session.database.write(
        tx -> {
          long number =
              session.models.insert(
                  tx,
                  row(run.experiment(), modelId, name, spec, artifactPath),
                  LoggedModelStatus.LOGGED_MODEL_READY,
                  session.now());
          outputs.addModelOutput(tx, run.number(), new ModelOutput(modelId, 0));
          return read(tx, number);
        });
  }

  private LoggedModelStore.NewRow row(
      long experiment,
      String modelId,
      String name,
      NewLoggedModel spec,
      @Nullable String artifactPath) {
    return new LoggedModelStore.NewRow(
        session.workspaceId(),
        experiment,
        modelId,
        name,
        spec.modelType(),
        spec.sourceRunId(),
        artifactPath);
  }

  private LoggedModel read(Tx tx, long number) {
    return session.models.read(tx, List.of(number)).get(0);
  }

  @Override
  public LoggedModel getLoggedModel(String modelId) {
    return getLoggedModel(modelId, ViewType.ACTIVE_ONLY);
  }

  @Override
  public LoggedModel getLoggedModel(String modelId, ViewType view) {
    return session.database.read(
        tx -> {
          StoredModel model = session.model(tx, modelId, view);
          session.access.read(model.experiment());
          return read(tx, model.number());
        });
  }

  @Override
  public LoggedModel finalizeLoggedModel(String modelId, LoggedModelStatus status) {
    StoredModel model = session.editableModel(modelId);
    return session.database.write(
        tx -> {
          session.models.setStatus(tx, model.number(), status, session.now());
          return read(tx, model.number());
        });
  }

  @Override
  public void deleteLoggedModel(String modelId) {
    session.database.run(
        tx -> {
          StoredModel model = session.model(tx, modelId, ViewType.ALL);
          session.access.edit(model.experiment());
          session.models.delete(tx, model.number(), session.now());
        });
  }

  @Override
  public void setLoggedModelTags(String modelId, Map<String, String> values) {
    values.forEach(LoggedModelService::checkTag);
    StoredModel model = session.editableModel(modelId);
    session.database.run(tx -> tags.set(tx, model.number(), values));
  }

  @Override
  public void deleteLoggedModelTag(String modelId, String key) {
    StoredModel model = session.editableModel(modelId);
    session.database.run(
        tx -> {
          if (!tags.delete(tx, model.number(), key)) {
            throw LoggedModelErrors.tagNotFound(key, modelId);
          }
        });
  }

  @Override
  public void logLoggedModelParams(String modelId, List<Param> added) {
    Map<String, String> fresh =
        KeyValueStore.byKey(added.stream().map(LoggedModelService::kept).toList());
    StoredModel model = session.editableModel(modelId);
    session.database.run(
        tx -> {
          Map<String, String> known = params.get(tx, model.number(), fresh.keySet());
          known.forEach(
              (key, old) -> {
                if (!old.equals(fresh.get(key))) {
                  throw LoggedModelErrors.paramChanged(modelId, key);
                }
              });
          params.set(tx, model.number(), fresh);
        });
  }

  @Override
  public Page<LoggedModel> searchLoggedModels(LoggedModelQuery query) {
    Limits.maxResults(query.maxResults(), MAX_PAGE);
    List<Long> experiments = session.readableExperiments(query.experimentIds());
    if (experiments.isEmpty()) {
      Grammars.LOGGED_MODELS.filter(query.filter());
      return new Page<>(List.of(), null);
    }
    return session.database.read(
        tx -> {
          Page<Long> page = session.models.search(tx, session.workspaceId(), experiments, query);
          return new Page<>(session.models.read(tx, page.items()), page.nextPageToken());
        });
  }

  static void checkName(String name) {
    if (name.isEmpty() || name.chars().anyMatch(c -> "/:.%\"'".indexOf(c) >= 0)) {
      throw LoggedModelErrors.badName(name);
    }
    Limits.tooLong("name", name, Limits.EXPERIMENT_NAME);
  }

  private static void checkTag(String key, String value) {
    Limits.tooLong("key", key, Limits.KEY);
    Limits.tooLong("value", value, TAG_VALUE);
  }

  /** Names of any characters, as clients send them unchecked; values are cut as those of runs. */
  private static Param kept(Param param) {
    Limits.tooLong("Param key", param.key(), Limits.KEY);
    String value = Limits.cut(param.value(), Limits.PARAM_VALUE);
    return value.length() == param.value().length() ? param : new Param(param.key(), value);
  }
}
