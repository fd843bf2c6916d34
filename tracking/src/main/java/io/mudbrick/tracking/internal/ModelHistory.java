package io.mudbrick.tracking.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.LoggedModelErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tag in which runs keep the models that clients logged before there were logged models. */
final class ModelHistory {
  static final String TAG = "mlflow.log-model.history";

  private static final List<String> REQUIRED =
      List.of("artifact_path", "flavors", "run_id", "utc_time_created");
  private static final List<String> KEPT =
      List.of("run_id", "artifact_path", "utc_time_created", "model_uuid");

  private ModelHistory() {}

  /** What the tag keeps of a model's description: without signature, examples and settings. */
  static Map<String, Object> entry(String modelJson) {
    Map<String, Object> model;
    try {
      model = Json.object(modelJson);
    } catch (PlatformException e) {
      throw LoggedModelErrors.malformed(modelJson);
    }
    TreeSet<String> missing = new TreeSet<>(REQUIRED);
    missing.removeAll(model.keySet());
    if (!missing.isEmpty()) {
      throw LoggedModelErrors.incomplete(missing);
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    for (String name : KEPT) {
      if (model.containsKey(name)) {
        entry.put(name, model.get(name));
      }
    }
    Map<String, Object> flavors = new LinkedHashMap<>();
    if (model.get("flavors") instanceof Map<?, ?> all) {
      all.forEach((flavor, settings) -> flavors.put(String.valueOf(flavor), open(settings)));
    }
    entry.put("flavors", flavors);
    return entry;
  }

  private static @Nullable Object open(@Nullable Object settings) {
    if (!(settings instanceof Map<?, ?> all)) {
      return settings;
    }
    Map<Object, @Nullable Object> kept = new LinkedHashMap<>(all);
    kept.remove("config");
    return kept;
  }

  /** The tag's value with one model more. */
  static String with(@Nullable String old, Map<String, Object> entry) {
    List<Object> history = new ArrayList<>();
    if (old != null && Json.object("{\"h\":" + old + "}").get("h") instanceof List<?> known) {
      history.addAll(known);
    }
    history.add(entry);
    return Json.write(history);
  }
}
