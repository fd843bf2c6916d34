package io.mudbrick.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a webhook was, or is to be, told.
 *
 * @param id what the receiver reads in {@code X-MLflow-Delivery-Id}, the same in every attempt
 * @param event as its webhook names it: {@code model_version.created}, {@code COMMENT_CREATED}
 * @param attempts made so far
 * @param dueAt the next attempt, while it is pending
 * @param responseStatus of the last answer, if there was one
 * @param error why the last attempt failed
 * @param body the JSON that is sent
 */
public record WebhookDelivery(
    String id,
    String event,
    State state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Integer responseStatus,
    @Nullable String error,
    String body,
    Instant createdAt,
    Instant updatedAt) {

  /** How far it got. */
  public enum State {
    PENDING,
    DELIVERED,
    /** Given up: refused by the receiver, not allowed, or attempted too often. */
    FAILED
  }
}
