package io.mudbrick.tracking.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.TableRead;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.DatasetSummary;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.RunQuery;
import io.mudbrick.tracking.RunTag;
import io.mudbrick.tracking.RunUpdate;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.InputStore;
import io.mudbrick.tracking.internal.jdbc.KeyValueStore;
import io.mudbrick.tracking.internal.jdbc.RunReader;
import io.mudbrick.tracking.internal.jdbc.RunStore;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import io.mudbrick.tracking.internal.search.Grammars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of runs for one caller; what is logged to them is {@link LoggingService}'s. */
final class RunService {
  private final Session session;
  private final RunReader reader = new RunReader();
  private final KeyValueStore tags = KeyValueStore.runTags();
  private final InputStore inputs = new InputStore();

  RunService(Session session) {
    this.session = session;
  }

  Run createRun(NewRun spec) {
    Map<String, String> itsTags = new LinkedHashMap<>();
    spec.tags().stream()
        .map(tag -> Limits.keptTag(Where.ALONE, tag))
        .forEach(tag -> itsTags.put(tag.key(), tag.value()));
    String name = name(spec.name(), itsTags.get(RunTag.RUN_NAME));
    itsTags.put(RunTag.RUN_NAME, name);
    String runId = session.ids.hex32();
    String userId = spec.userId() == null ? session.caller.principal().name() : spec.userId();
    return session.database.write(
        tx -> {
          StoredExperiment experiment = session.experiment(tx, spec.experimentId());
          session.access.edit(experiment.number());
          if (!experiment.isActive()) {
            throw TrackingErrors.experimentNotActive(spec.experimentId());
          }
          long number =
              session.runs.insert(
                  tx,
                  new RunStore.NewRow(
                      session.workspaceId(),
                      experiment.number(),
                      runId,
                      name,
                      userId,
                      Objects.requireNonNullElseGet(spec.startTime(), session::now)));
          tags.add(tx, number, itsTags);
          return read(tx, session.run(tx, runId));
        });
  }

  private String name(@Nullable String name, @Nullable String tag) {
    String given = name == null || name.isEmpty() ? null : name;
    String tagged = tag == null || tag.isEmpty() ? null : tag;
    if (given != null && tagged != null && !given.equals(tagged)) {
      throw TrackingErrors.twoRunNames(given, tagged);
    }
    if (given != null) {
      return Limits.cut(given, Limits.TAG_VALUE);
    }
    return tagged != null ? tagged : session.names.next();
  }

  private Run read(Tx tx, StoredRun run) {
    return reader.read(tx, List.of(run)).get(0);
  }

  Run getRun(String runId) {
    return session.database.read(
        tx -> {
          StoredRun run = session.run(tx, runId);
          session.access.read(run.experiment());
          return read(tx, run);
        });
  }

  RunInfo updateRun(String runId, RunUpdate update) {
    String name = update.name() == null || update.name().isEmpty() ? null : update.name();
    String cut = name == null ? null : Limits.cut(name, Limits.TAG_VALUE);
    session.requireEditableRun(runId);
    return session.database.write(
        tx -> {
          StoredRun run = session.activeRun(tx, runId);
          session.runs.update(
              tx, run.number(), new RunUpdate(update.status(), update.endTime(), cut));
          if (cut != null) {
            tags.set(tx, run.number(), Map.of(RunTag.RUN_NAME, cut));
          }
          return session.run(tx, runId).info();
        });
  }

  void move(String runId, LifecycleStage stage) {
    session.requireEditableRun(runId);
    session.database.run(
        tx -> session.runs.move(tx, session.run(tx, runId).number(), stage, session.now()));
  }

  void deleteTag(String runId, String key) {
    session.requireEditableRun(runId);
    session.database.run(
        tx -> {
          if (!tags.delete(tx, session.activeRun(tx, runId).number(), key)) {
            throw TrackingErrors.tagNotFound(key, runId);
          }
        });
  }

  void logInputs(String runId, RunInputs read) {
    read.datasets().forEach(RunService::check);
    session.requireEditableRun(runId);
    session.database.run(
        tx -> {
          StoredRun run = session.activeRun(tx, runId);
          for (DatasetInput input : read.datasets()) {
            inputs.addDataset(tx, session.workspaceId(), run, input);
            table(input.dataset()).ifPresent(name -> tellRead(name, runId));
          }
          read.models().forEach(model -> inputs.addModelInput(tx, run.number(), model.modelId()));
        });
  }

  private void tellRead(String table, String runId) {
    EntityRef run = new EntityRef(EntityRef.Type.RUN, session.workspaceId(), runId);
    session.events().publish(new TableRead(table, run, session.caller, session.now()));
  }

  /** The table that a dataset is of, as MLflow's clients describe its source. */
  private static Optional<String> table(Dataset dataset) {
    if (!dataset.sourceType().equals("delta_table")) {
      return Optional.empty();
    }
    try {
      return Json.object(dataset.source()).get("delta_table_name") instanceof String name
          ? Optional.of(name)
          : Optional.empty();
    } catch (PlatformException notJson) {
      return Optional.empty(); // a source is free text
    }
  }

  static void check(DatasetInput input) {
    Limits.tooLong("name", input.dataset().name(), 500);
    Limits.tooLong("digest", input.dataset().digest(), 36);
    Limits.tooLong("source", input.dataset().source(), 65_535);
    String schema = input.dataset().schema();
    Limits.tooLong("schema", schema == null ? "" : schema, 1_048_575);
    String profile = input.dataset().profile();
    Limits.tooLong("profile", profile == null ? "" : profile, 16_777_215);
    input
        .tags()
        .forEach(
            (key, value) -> {
              Limits.tooLong("key", key, 255);
              Limits.tooLong("value", value, 500);
            });
  }

  List<DatasetSummary> searchDatasets(List<String> experimentIds) {
    if (experimentIds.isEmpty()) {
      throw TrackingErrors.noExperiments();
    }
    if (experimentIds.size() > Limits.DATASET_EXPERIMENTS) {
      throw TrackingErrors.tooManyExperiments(Limits.DATASET_EXPERIMENTS, experimentIds.size());
    }
    List<Long> experiments = session.readableExperiments(experimentIds);
    return session.database.read(tx -> inputs.summaries(tx, session.workspaceId(), experiments));
  }

  void logOutputs(String runId, List<ModelOutput> outputs) {
    session.requireEditableRun(runId);
    session.database.run(
        tx -> {
          StoredRun run = session.activeRun(tx, runId);
          outputs.forEach(output -> inputs.addModelOutput(tx, run.number(), output));
        });
  }

  void logModelHistory(String runId, String modelJson) {
    Map<String, Object> model = ModelHistory.entry(modelJson);
    session.requireEditableRun(runId);
    session.database.run(
        tx -> {
          StoredRun run = session.activeRun(tx, runId);
          String old = tags.get(tx, run.number(), List.of(ModelHistory.TAG)).get(ModelHistory.TAG);
          tags.set(tx, run.number(), Map.of(ModelHistory.TAG, ModelHistory.with(old, model)));
        });
  }

  Page<Run> searchRuns(RunQuery query) {
    if (query.maxResults() > Limits.PAGE) {
      throw TrackingErrors.tooManyResults(query.maxResults());
    }
    Limits.maxResults(query.maxResults(), Limits.PAGE);
    List<Long> experiments = session.readableExperiments(query.experimentIds());
    if (experiments.isEmpty()) {
      Grammars.RUNS.filter(query.filter());
      Grammars.RUNS.order(query.orderBy());
      return new Page<>(List.of(), null);
    }
    return session.database.read(
        tx -> {
          Page<Long> page = session.runs.search(tx, session.workspaceId(), experiments, query);
          return new Page<>(
              reader.read(tx, session.runs.load(tx, page.items())), page.nextPageToken());
        });
  }
}
