package io.mudbrick.tracking;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Between the JSON of the REST API and our records, for {@link RestTracking}. */
final class RestJson {
  private RestJson() {}

  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        map.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return map;
  }

  private static String emptyToNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  record Fields(Map<String, Object> map) {
    @SuppressWarnings("unchecked")
    Fields at(String name) {
      return new Fields((Map<String, Object>) map.getOrDefault(name, Map.of()));
    }

    String text(String name) {
      return (String) map.get(name);
    }

    Long number(String name) {
      Object value = map.get(name);
      return value == null ? null : ((Number) value).longValue();
    }

    double real(String name) {
      Object value = map.get(name);
      return value instanceof Number number
          ? number.doubleValue()
          : Double.parseDouble((String) value);
    }

    Instant instant(String name) {
      return number(name) == null ? null : Instant.ofEpochMilli(number(name));
    }

    @SuppressWarnings("unchecked")
    <T> List<T> list(String name, Function<Fields, T> make) {
      return ((List<Map<String, Object>>) map.getOrDefault(name, List.of()))
          .stream().map(Fields::new).map(make).toList();
    }

    Map<String, String> pairs(String name) {
      Map<String, String> pairs = new HashMap<>();
      list(name, pair -> pairs.put(pair.text("key"), pair.text("value")));
      return pairs;
    }
  }

  static <T> Page<T> page(Map<String, Object> reply, String name, Function<Fields, T> make) {
    Fields fields = new Fields(reply);
    return new Page<>(fields.list(name, make), fields.text("next_page_token"));
  }

  static List<Map<String, Object>> pairs(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(e -> map("key", e.getKey(), "value", e.getValue()))
        .toList();
  }

  static List<Map<String, Object>> params(List<Param> params) {
    return params.stream().map(p -> map("key", p.key(), "value", p.value())).toList();
  }

  static List<Map<String, Object>> tags(List<RunTag> tags) {
    return tags.stream().map(t -> map("key", t.key(), "value", t.value())).toList();
  }

  static Experiment experiment(Fields f) {
    return new Experiment(
        f.text("experiment_id"),
        f.text("name"),
        f.text("artifact_location"),
        stage(f),
        f.instant("creation_time"),
        f.instant("last_update_time"),
        f.pairs("tags"));
  }

  static LifecycleStage stage(Fields f) {
    return f.text("lifecycle_stage").equals("active")
        ? LifecycleStage.ACTIVE
        : LifecycleStage.DELETED;
  }

  static RunInfo info(Fields f) {
    return new RunInfo(
        f.text("run_id"),
        f.text("run_name"),
        f.text("experiment_id"),
        f.text("user_id"),
        RunStatus.valueOf(f.text("status")),
        f.instant("start_time"),
        f.instant("end_time"),
        f.text("artifact_uri"),
        stage(f));
  }

  static Metric metric(Fields f) {
    boolean origin = f.text("model_id") != null;
    return new Metric(
        f.text("key"),
        f.real("value"),
        f.number("timestamp"),
        f.number("step"),
        origin
            ? new MetricOrigin(f.text("model_id"), f.text("dataset_name"), f.text("dataset_digest"))
            : null);
  }

  static RunMetric runMetric(Fields f) {
    return new RunMetric(f.text("run_id"), metric(f));
  }

  static Param param(Fields f) {
    return new Param(f.text("key"), f.text("value"));
  }

  static Run run(Fields f) {
    Fields data = f.at("data");
    return new Run(
        info(f.at("info")),
        new RunData(
            data.list("metrics", RestJson::metric),
            data.list("params", RestJson::param),
            data.list("tags", t -> new RunTag(t.text("key"), t.text("value")))),
        new RunInputs(
            f.at("inputs").list("dataset_inputs", RestJson::datasetInput),
            f.at("inputs").list("model_inputs", m -> new ModelInput(m.text("model_id")))),
        f.at("outputs")
            .list("model_outputs", m -> new ModelOutput(m.text("model_id"), m.number("step"))));
  }

  static DatasetInput datasetInput(Fields f) {
    Fields d = f.at("dataset");
    Dataset dataset =
        Dataset.named(d.text("name"), d.text("digest"))
            .source(d.text("source_type"), d.text("source"))
            .schema(d.text("schema"))
            .profile(d.text("profile"))
            .build();
    return new DatasetInput(dataset, f.pairs("tags"));
  }

  static Map<String, Object> metric(Metric m) {
    MetricOrigin o = m.origin();
    return map(
        "key",
        m.key(),
        "value",
        m.value(),
        "timestamp",
        m.timestamp(),
        "step",
        m.step(),
        "model_id",
        o == null ? null : o.modelId(),
        "dataset_name",
        o == null ? null : o.datasetName(),
        "dataset_digest",
        o == null ? null : o.datasetDigest());
  }

  static ArtifactInfo artifact(Fields f) {
    Long size = f.number("file_size");
    return new ArtifactInfo(
        f.text("path"), (Boolean) f.map().get("is_dir"), size == null ? 0 : size);
  }

  static LoggedModel model(Fields f) {
    Fields info = f.at("info");
    return new LoggedModel(
        new LoggedModelInfo(
            info.text("model_id"),
            info.text("experiment_id"),
            info.text("name"),
            LoggedModelStatus.valueOf(info.text("status")),
            info.instant("creation_timestamp_ms"),
            info.instant("last_updated_timestamp_ms"),
            info.text("artifact_uri"),
            info.text("source_run_id"),
            info.text("model_type")),
        info.pairs("tags"),
        f.at("data").list("params", RestJson::param),
        f.at("data").list("metrics", RestJson::runMetric));
  }

  static LoggedModel model(Map<String, Object> reply) {
    return model(new Fields(reply).at("model"));
  }
}
