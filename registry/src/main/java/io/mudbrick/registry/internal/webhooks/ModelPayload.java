package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.RegistryEvent;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.Happened;
import io.mudbrick.registry.internal.ModelNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a webhook of Databricks' kind is told. */
final class ModelPayload {
  private ModelPayload() {}

  /** The events of what happened. */
  static List<RegistryEvent> events(Happened happened) {
    return switch (happened.what()) {
      case CREATED -> List.of(RegistryEvent.REGISTERED_MODEL_CREATED);
      case VERSION_CREATED -> List.of(RegistryEvent.MODEL_VERSION_CREATED);
      case VERSION_TAG_SET -> List.of(RegistryEvent.MODEL_VERSION_TAG_SET);
      case COMMENTED -> List.of(RegistryEvent.COMMENT_CREATED);
      case STAGE_CHANGED ->
          staged(
              happened,
              RegistryEvent.MODEL_VERSION_TRANSITIONED_STAGE,
              "MODEL_VERSION_TRANSITIONED_TO_%s");
      case TRANSITION_REQUESTED ->
          staged(
              happened,
              RegistryEvent.TRANSITION_REQUEST_CREATED,
              "TRANSITION_REQUEST_TO_%s_CREATED");
      case TAG_SET, TAG_DELETED, VERSION_TAG_DELETED, ALIAS_SET, ALIAS_DELETED -> List.of();
    };
  }

  private static List<RegistryEvent> staged(Happened happened, RegistryEvent any, String one) {
    Stage to = Stage.of(String.valueOf(happened.data().get("to_stage")));
    return to == Stage.NONE
        ? List.of(any)
        : List.of(any, RegistryEvent.valueOf(one.formatted(to.name())));
  }

  static String of(Happened happened, RegistryEvent event, String webhookId, Instant at) {
    Long version = happened.version();
    return body(
        event,
        webhookId,
        at,
        ModelNames.mlflow(happened.model().fullName()),
        version == null ? null : version.toString(),
        happened.data());
  }

  /** An example of an event. */
  static String example(RegistryEvent event, String webhookId, Instant at) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    String name = event.name();
    if (name.contains("TRANSITION")) {
      data.put("from_stage", Stage.NONE.wireName());
      Stage to =
          name.contains("ARCHIVED")
              ? Stage.ARCHIVED
              : name.contains("STAGING") ? Stage.STAGING : Stage.PRODUCTION;
      data.put("to_stage", to.wireName());
    } else if (event == RegistryEvent.MODEL_VERSION_TAG_SET) {
      data.put("key", "example_key");
      data.put("value", "example_value");
    } else if (event == RegistryEvent.COMMENT_CREATED) {
      data.put("comment", "An example of a comment");
    }
    String version = event == RegistryEvent.REGISTERED_MODEL_CREATED ? null : "1";
    return body(event, webhookId, at, "example_model", version, data);
  }

  private static String body(
      RegistryEvent event,
      String webhookId,
      Instant at,
      String model,
      @Nullable String version,
      Map<String, @Nullable Object> data) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("event", event.name());
    body.put("webhook_id", webhookId);
    body.put("event_timestamp", at.toEpochMilli());
    body.put("model_name", model);
    if (version != null) {
      body.put("version", version);
    }
    for (String key : List.of("from_stage", "to_stage", "key", "value", "comment")) {
      if (data.get(key) != null) {
        body.put(key, data.get(key));
      }
    }
    body.put("text", text(event, model, version, data));
    return Json.write(body);
  }

  /** A sentence for people, as chats show it. */
  private static String text(
      RegistryEvent event,
      String model,
      @Nullable String version,
      Map<String, @Nullable Object> data) {
    String whose = "Registered model '" + model + "'";
    String one = whose + " version " + version;
    return switch (event) {
      case REGISTERED_MODEL_CREATED -> whose + " was created.";
      case MODEL_VERSION_CREATED -> one + " was created.";
      case MODEL_VERSION_TAG_SET -> one + " was tagged with '" + data.get("key") + "'.";
      case COMMENT_CREATED -> one + " was commented on.";
      case TRANSITION_REQUEST_CREATED,
          TRANSITION_REQUEST_TO_STAGING_CREATED,
          TRANSITION_REQUEST_TO_PRODUCTION_CREATED,
          TRANSITION_REQUEST_TO_ARCHIVED_CREATED ->
          one
              + " is asked to move from "
              + data.get("from_stage")
              + " to "
              + data.get("to_stage")
              + ".";
      case MODEL_VERSION_TRANSITIONED_STAGE,
          MODEL_VERSION_TRANSITIONED_TO_STAGING,
          MODEL_VERSION_TRANSITIONED_TO_PRODUCTION,
          MODEL_VERSION_TRANSITIONED_TO_ARCHIVED ->
          one + " moved from " + data.get("from_stage") + " to " + data.get("to_stage") + ".";
    };
  }
}
