package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.WebhookEvent;
import io.mudbrick.registry.internal.Happened;
import io.mudbrick.registry.internal.ModelNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a webhook is told, worded as MLflow words it. */
final class Payload {
  static final String PROMPT_TAG = "mlflow.prompt.is_prompt";
  private static final String TEXT_TAG = "mlflow.prompt.text";
  private static final Set<String> OWN_TAGS = Set.of(PROMPT_TAG, TEXT_TAG, "_mlflow_prompt_type");

  private Payload() {}

  /** The event of what happened; null when MLflow has none. */
  static @Nullable WebhookEvent event(Happened.What what, boolean prompt) {
    return switch (what) {
      case CREATED -> prompt ? WebhookEvent.PROMPT_CREATED : WebhookEvent.REGISTERED_MODEL_CREATED;
      case TAG_SET -> prompt ? WebhookEvent.PROMPT_TAG_SET : null;
      case TAG_DELETED -> prompt ? WebhookEvent.PROMPT_TAG_DELETED : null;
      case VERSION_CREATED ->
          prompt ? WebhookEvent.PROMPT_VERSION_CREATED : WebhookEvent.MODEL_VERSION_CREATED;
      case VERSION_TAG_SET ->
          prompt ? WebhookEvent.PROMPT_VERSION_TAG_SET : WebhookEvent.MODEL_VERSION_TAG_SET;
      case VERSION_TAG_DELETED ->
          prompt ? WebhookEvent.PROMPT_VERSION_TAG_DELETED : WebhookEvent.MODEL_VERSION_TAG_DELETED;
      case ALIAS_SET ->
          prompt ? WebhookEvent.PROMPT_ALIAS_CREATED : WebhookEvent.MODEL_VERSION_ALIAS_CREATED;
      case ALIAS_DELETED ->
          prompt ? WebhookEvent.PROMPT_ALIAS_DELETED : WebhookEvent.MODEL_VERSION_ALIAS_DELETED;
      case STAGE_CHANGED, TRANSITION_REQUESTED, COMMENTED -> null;
    };
  }

  static String of(Happened happened, WebhookEvent event, boolean prompt, Instant at) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", ModelNames.mlflow(happened.model().fullName()));
    Long version = happened.version();
    if (version != null) {
      data.put("version", version.toString());
    }
    data.putAll(happened.data());
    if (prompt && data.get("tags") instanceof Map<?, ?> tags) {
      asPrompt(data, tags, happened.what());
    }
    return body(event, data, at);
  }

  private static void asPrompt(
      Map<String, @Nullable Object> data, Map<?, ?> tags, Happened.What what) {
    Map<Object, Object> own = new LinkedHashMap<>(tags);
    own.keySet().removeAll(OWN_TAGS);
    data.put("tags", own);
    if (what == Happened.What.VERSION_CREATED) {
      data.keySet().removeAll(Set.of("source", "run_id"));
      data.put("template", tags.get(TEXT_TAG));
    }
  }

  /** MLflow's example of an event. */
  static String example(WebhookEvent event, Instant at) {
    boolean prompt = event.entity().startsWith("prompt");
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", prompt ? "example_prompt" : "example_model");
    Set<String> parts = Set.of(event.wireName().split("[_.]"));
    boolean alias = parts.contains("alias");
    if (alias) {
      data.put("alias", "example_alias");
    }
    if (alias ? event.action().equals("created") : parts.contains("version")) {
      data.put("version", "1");
    }
    if (parts.contains("tag")) {
      data.put("key", "example_key");
      if (parts.contains("set")) {
        data.put("value", "example_value");
      }
    } else if (!alias) {
      if (event == WebhookEvent.MODEL_VERSION_CREATED) {
        data.put("source", "models:/123");
        data.put("run_id", "abcd1234abcd5678");
      } else if (event == WebhookEvent.PROMPT_VERSION_CREATED) {
        data.put("template", "Hello {{name}}!");
      }
      data.put("tags", Map.of("example_key", "example_value"));
      data.put("description", "An example of " + event.entity());
    }
    return body(event, data, at);
  }

  private static String body(WebhookEvent event, Map<String, @Nullable Object> data, Instant at) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("entity", event.entity());
    body.put("action", event.action());
    body.put("timestamp", at.toString().replace("Z", "+00:00"));
    return object(body).replaceFirst("}$", "") + ", \"data\": " + object(data) + "}";
  }

  /** With nulls, which receivers of MLflow's events expect to find. */
  private static String object(Map<String, @Nullable Object> fields) {
    StringBuilder json = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ", ").append(Json.write(name)).append(": ");
          json.append(value == null ? "null" : Json.write(value));
        });
    return json.append('}').toString();
  }
}
