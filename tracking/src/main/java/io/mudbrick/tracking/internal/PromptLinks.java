package io.mudbrick.tracking.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.PromptsUsed;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Tracking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes on runs, traces and logged models which prompts they used: in the tag in which MLflow's
 * clients keep it and its pages look for it, and for traces also where searches do.
 */
public final class PromptLinks {
  static final String TAG = "mlflow.linkedPrompts";

  private PromptLinks() {}

  /** In the publisher's transaction. */
  public static void note(Tracking tracking, PromptsUsed used) {
    for (String id : used.ids()) {
      switch (used.by()) {
        case RUN -> tracking.setTag(id, TAG, with(tracking.getRun(id).tag(TAG).orElse(null), used));
        case LOGGED_MODEL ->
            tracking.setLoggedModelTags(
                id, Map.of(TAG, with(tracking.getLoggedModel(id).tags().get(TAG), used)));
        case TRACE -> {
          String before = tracking.traces().getTraceInfo(id).tags().get(TAG);
          tracking.traces().setTraceTag(id, TAG, with(before, used));
          tracking
              .traces()
              .linkPromptsToTrace(
                  id,
                  used.prompts().stream()
                      .map(prompt -> prompt.name() + "/" + prompt.version())
                      .toList());
        }
      }
    }
  }

  /** A list of names and versions as JSON, each once. */
  private static String with(@Nullable String before, PromptsUsed used) {
    List<Object> links = new ArrayList<>(links(before));
    for (PromptsUsed.Version prompt : used.prompts()) {
      Map<String, String> link = new LinkedHashMap<>();
      link.put("name", prompt.name());
      link.put("version", prompt.version());
      if (!links.contains(link)) {
        links.add(link);
      }
    }
    return Json.write(links);
  }

  private static List<?> links(@Nullable String tag) {
    if (tag == null) {
      return List.of();
    }
    try {
      return Json.object("{\"links\":" + tag + "}").get("links") instanceof List<?> list
          ? list
          : List.of();
    } catch (PlatformException notJson) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "Tag " + TAG + " is no JSON: " + tag, notJson);
    }
  }
}
