package io.mudbrick.registry;

import java.util.Arrays;

/** What a {@link RegistryWebhook} can be told of, as Databricks names it. */
public enum RegistryEvent {
  /** Only for webhooks of the whole registry. */
  REGISTERED_MODEL_CREATED,
  /** Sent when the version is READY. */
  MODEL_VERSION_CREATED,
  MODEL_VERSION_TAG_SET,
  /** A version moved to whatever stage. */
  MODEL_VERSION_TRANSITIONED_STAGE,
  MODEL_VERSION_TRANSITIONED_TO_STAGING,
  MODEL_VERSION_TRANSITIONED_TO_PRODUCTION,
  MODEL_VERSION_TRANSITIONED_TO_ARCHIVED,
  /** Somebody asks that a version move to whatever stage. */
  TRANSITION_REQUEST_CREATED,
  TRANSITION_REQUEST_TO_STAGING_CREATED,
  TRANSITION_REQUEST_TO_PRODUCTION_CREATED,
  TRANSITION_REQUEST_TO_ARCHIVED_CREATED,
  COMMENT_CREATED;

  /**
   * The event of that name.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static RegistryEvent of(String name) {
    return Arrays.stream(values())
        .filter(event -> event.name().equals(name))
        .findFirst()
        .orElseThrow(() -> WebhookErrors.noSuchEvent(name));
  }
}
