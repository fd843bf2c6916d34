package io.mudbrick.registry;

import java.util.Locale;

/** What a webhook can be told of, as MLflow names it: {@code model_version_alias.created}. */
public enum WebhookEvent {
  REGISTERED_MODEL_CREATED("registered_model", "created"),
  /** Sent when the version is READY. */
  MODEL_VERSION_CREATED("model_version", "created"),
  MODEL_VERSION_TAG_SET("model_version_tag", "set"),
  MODEL_VERSION_TAG_DELETED("model_version_tag", "deleted"),
  /** An alias was pointed at a version, whether it is new or moved. */
  MODEL_VERSION_ALIAS_CREATED("model_version_alias", "created"),
  MODEL_VERSION_ALIAS_DELETED("model_version_alias", "deleted"),
  PROMPT_CREATED("prompt", "created"),
  PROMPT_VERSION_CREATED("prompt_version", "created"),
  PROMPT_TAG_SET("prompt_tag", "set"),
  PROMPT_TAG_DELETED("prompt_tag", "deleted"),
  PROMPT_VERSION_TAG_SET("prompt_version_tag", "set"),
  PROMPT_VERSION_TAG_DELETED("prompt_version_tag", "deleted"),
  PROMPT_ALIAS_CREATED("prompt_alias", "created"),
  PROMPT_ALIAS_DELETED("prompt_alias", "deleted");

  private final String entity;
  private final String action;

  WebhookEvent(String entity, String action) {
    this.entity = entity;
    this.action = action;
  }

  /** Such as {@code model_version_tag}. */
  public String entity() {
    return entity;
  }

  /** Such as {@code set}. */
  public String action() {
    return action;
  }

  /** {@code entity.action}. */
  public String wireName() {
    return entity + "." + action;
  }

  /**
   * The event of an entity and an action, in any case.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static WebhookEvent of(String entity, String action) {
    String wanted = (entity + "." + action).toLowerCase(Locale.ROOT);
    for (WebhookEvent event : values()) {
      if (event.wireName().equals(wanted)) {
        return event;
      }
    }
    throw WebhookErrors.noSuchEvent(wanted);
  }
}
