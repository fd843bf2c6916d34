package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.WebhookDelivery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of a webhook, of either kind, which neither product's API has. */
public final class DeliveryWire {
  private DeliveryWire() {}

  private record Delivery(
      String deliveryId,
      String event,
      WebhookDelivery.State state,
      int attempts,
      @Nullable Long nextAttemptTimestamp,
      @Nullable Integer responseStatus,
      @Nullable String errorMessage,
      String payload,
      long creationTimestamp,
      long lastUpdatedTimestamp) {
    static Delivery of(WebhookDelivery delivery) {
      Instant due = delivery.dueAt();
      return new Delivery(
          delivery.id(),
          delivery.event(),
          delivery.state(),
          delivery.attempts(),
          due == null ? null : due.toEpochMilli(),
          delivery.responseStatus(),
          delivery.error(),
          delivery.body(),
          delivery.createdAt().toEpochMilli(),
          delivery.updatedAt().toEpochMilli());
    }
  }

  private record Deliveries(List<Delivery> deliveries, @Nullable String nextPageToken) {}

  public static HttpReply reply(Page<WebhookDelivery> page) {
    return HttpReply.json(
        new Deliveries(page.items().stream().map(Delivery::of).toList(), page.nextPageToken()));
  }
}
