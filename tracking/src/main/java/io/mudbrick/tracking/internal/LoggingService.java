package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LogBatch;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.RunTag;
import io.mudbrick.tracking.RunUpdate;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.KeyValueStore;
import io.mudbrick.tracking.internal.jdbc.MetricBatch;
import io.mudbrick.tracking.internal.jdbc.MetricStore;
import io.mudbrick.tracking.internal.jdbc.StoredModel;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs log, for one caller: metrics, params, tags. */
final class LoggingService {
  private final Session session;
  private final MetricStore metrics = new MetricStore();
  private final KeyValueStore params = KeyValueStore.runParams();
  private final KeyValueStore tags = KeyValueStore.runTags();

  LoggingService(Session session) {
    this.session = session;
  }

  void logMetric(String runId, Metric metric) {
    log(runId, LogBatch.ofMetrics(List.of(Limits.metric(Where.ALONE, metric))));
  }

  void logParam(String runId, Param logged) {
    Param param = Limits.param(Where.ALONE, logged);
    session.requireEditableRun(runId);
    session.database.run(
        tx -> {
          StoredRun run = session.activeRun(tx, runId);
          String old = params.get(tx, run.number(), List.of(param.key())).get(param.key());
          if (old == null) {
            params.add(tx, run.number(), Map.of(param.key(), param.value()));
          } else if (!old.equals(param.value())) {
            throw TrackingErrors.paramChanged(runId, param.key(), old, param.value());
          }
        });
  }

  void setTag(String runId, String key, String value) {
    log(runId, LogBatch.ofTags(List.of(Limits.tag(Where.ALONE, new RunTag(key, value)))));
  }

  void logBatch(String runId, LogBatch batch) {
    Limits.runId(runId);
    LogBatch checked = Limits.batch(batch);
    refuseDuplicates(checked.params());
    log(runId, checked);
  }

  private static void refuseDuplicates(List<Param> params) {
    Set<String> seen = new HashSet<>();
    List<String> twice = params.stream().map(Param::key).filter(key -> !seen.add(key)).toList();
    if (!twice.isEmpty()) {
      throw TrackingErrors.duplicateParams(twice);
    }
  }

  private void log(String runId, LogBatch batch) {
    session.requireEditableRun(runId);
    MetricBatch points = MetricBatch.of(batch.metrics());
    session.database.run(
        tx -> {
          StoredRun run = session.activeRun(tx, runId);
          if (!batch.params().isEmpty()) {
            addParams(tx, run, batch.params());
          }
          if (!batch.metrics().isEmpty()) {
            metrics.insert(tx, run.number(), points);
            addModelMetrics(tx, run, batch.metrics());
          }
          if (!batch.tags().isEmpty()) {
            setTags(tx, run, batch.tags());
          }
        });
  }

  private void addParams(Tx tx, StoredRun run, List<Param> logged) {
    Map<String, String> fresh = KeyValueStore.byKey(logged);
    Map<String, String> known = params.get(tx, run.number(), fresh.keySet());
    List<TrackingErrors.ParamChange> changes = new ArrayList<>();
    known.forEach(
        (key, old) -> {
          String value = fresh.remove(key);
          if (!old.equals(value)) {
            changes.add(new TrackingErrors.ParamChange(key, old, String.valueOf(value)));
          }
        });
    if (!changes.isEmpty()) {
      throw TrackingErrors.paramsChanged(run.info().runId(), changes);
    }
    params.add(tx, run.number(), fresh);
  }

  private void setTags(Tx tx, StoredRun run, List<RunTag> set) {
    Map<String, String> byKey = new LinkedHashMap<>();
    set.forEach(tag -> byKey.put(tag.key(), tag.value()));
    tags.set(tx, run.number(), byKey);
    String name = byKey.get(RunTag.RUN_NAME);
    if (name != null) {
      session.runs.update(tx, run.number(), new RunUpdate(null, null, name));
    }
  }

  private void addModelMetrics(Tx tx, StoredRun run, List<Metric> logged) {
    for (Metric metric : logged) {
      MetricOrigin origin = metric.origin();
      if (origin != null && origin.modelId() != null) {
        StoredModel model = session.model(tx, origin.modelId());
        if (model.experiment() != run.experiment()) {
          session.access.edit(model.experiment());
        }
        session.models.addMetric(tx, model.number(), run.info().runId(), metric);
      }
    }
  }
}
