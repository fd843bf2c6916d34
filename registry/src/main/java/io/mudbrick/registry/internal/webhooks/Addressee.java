package io.mudbrick.registry.internal.webhooks;

import java.time.Instant;

/** Who is told, in the form that this kind of webhook takes. */
interface Addressee {

  /** Whether it is to be told anything now. */
  boolean active();

  /**
   * What is posted now.
   *
   * @param body what was written down when it happened
   */
  Letter letter(String deliveryId, String body, Instant now);
}
