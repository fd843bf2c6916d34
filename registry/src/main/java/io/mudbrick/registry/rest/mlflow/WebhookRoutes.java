package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.NewWebhook;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Webhook;
import io.mudbrick.registry.WebhookDelivery;
import io.mudbrick.registry.WebhookErrors;
import io.mudbrick.registry.WebhookEvent;
import io.mudbrick.registry.WebhookTest;
import io.mudbrick.registry.Webhooks;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/webhooks}, and the log of a webhook's deliveries, which MLflow does not have. */
final class WebhookRoutes {
  private WebhookRoutes() {}

  private record Event(String entity, String action) {
    WebhookEvent event() {
      return WebhookEvent.of(entity, action);
    }

    static Event of(WebhookEvent event) {
      return new Event(
          event.entity().toUpperCase(Locale.ROOT), event.action().toUpperCase(Locale.ROOT));
    }
  }

  private record Create(
      String name,
      String url,
      List<Event> events,
      @Nullable String description,
      @Nullable String secret,
      @Nullable String status) {}

  private record Update(
      @Nullable String name,
      @Nullable String url,
      List<Event> events,
      @Nullable String description,
      @Nullable String secret,
      @Nullable String status) {}

  private record Test(@Nullable Event event) {}

  private record Listing(@Nullable Integer maxResults, @Nullable String pageToken) {
    int most() {
      return maxResults == null ? 0 : maxResults;
    }
  }

  private record Hook(
      String webhookId,
      String name,
      String url,
      List<Event> events,
      @Nullable String description,
      Webhook.Status status,
      long creationTimestamp,
      long lastUpdatedTimestamp) {}

  private record OneHook(Hook webhook) {}

  private record Hooks(List<Hook> webhooks, @Nullable String nextPageToken) {}

  private record Result(
      boolean success,
      @Nullable Integer responseStatus,
      @Nullable String responseBody,
      @Nullable String errorMessage) {}

  private record Tested(Result result) {}

  static void mount(Routes mlflow, Routes own) {
    mlflow
        .post("/webhooks", Policy.AUTHENTICATED, WebhookRoutes::create)
        .get("/webhooks", Policy.AUTHENTICATED, WebhookRoutes::list)
        .get("/webhooks/{webhook_id}", Policy.AUTHENTICATED, WebhookRoutes::get)
        .patch("/webhooks/{webhook_id}", Policy.AUTHENTICATED, WebhookRoutes::update)
        .delete("/webhooks/{webhook_id}", Policy.AUTHENTICATED, WebhookRoutes::delete)
        .post("/webhooks/{webhook_id}/test", Policy.AUTHENTICATED, WebhookRoutes::test);
    own.get(
        "/registry/webhooks/{webhook_id}/deliveries",
        Policy.AUTHENTICATED,
        WebhookRoutes::deliveries);
  }

  private static String id(HttpCall call) {
    return call.variable("webhook_id");
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    Webhooks webhooks = call.service(Webhooks.class);
    Webhook.Status status = status(request.status());
    NewWebhook wanted =
        new NewWebhook(
            request.name(),
            request.url(),
            events(request.events()),
            filled(request.description()),
            filled(request.secret()));
    return reply(webhooks.create(wanted, status == null ? Webhook.Status.ACTIVE : status));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    String name = request.name();
    String url = request.url();
    NewWebhook change =
        new NewWebhook(
            name == null ? "" : name,
            url == null ? "" : url,
            events(request.events()),
            filled(request.description()),
            filled(request.secret()));
    return reply(call.service(Webhooks.class).update(id(call), change, status(request.status())));
  }

  private static HttpReply get(HttpCall call) {
    return reply(call.service(Webhooks.class).get(id(call)));
  }

  private static HttpReply list(HttpCall call) {
    Listing request = call.request(Listing.class);
    Page<Webhook> page = call.service(Webhooks.class).list(request.most(), request.pageToken());
    return HttpReply.json(
        new Hooks(page.items().stream().map(WebhookRoutes::wire).toList(), page.nextPageToken()));
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Webhooks.class).delete(id(call));
    return HttpReply.empty();
  }

  private static HttpReply test(HttpCall call) {
    Event event = call.request(Test.class).event();
    WebhookTest test =
        call.service(Webhooks.class).test(id(call), event == null ? null : event.event());
    return HttpReply.json(
        new Tested(
            new Result(test.success(), test.responseStatus(), test.responseBody(), test.error())));
  }

  private static HttpReply deliveries(HttpCall call) {
    Listing request = call.request(Listing.class);
    Page<WebhookDelivery> page =
        call.service(Webhooks.class).deliveries(id(call), request.most(), request.pageToken());
    return DeliveryWire.reply(page);
  }

  private static List<WebhookEvent> events(List<Event> events) {
    return events.stream().map(Event::event).distinct().toList();
  }

  /** MLflow takes an empty text for none. */
  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static Webhook.@Nullable Status status(@Nullable String status) {
    if (status == null || status.isEmpty()) {
      return null;
    }
    for (Webhook.Status known : Webhook.Status.values()) {
      if (known.name().equalsIgnoreCase(status)) {
        return known;
      }
    }
    throw WebhookErrors.noSuchWebhookStatus(status, List.of(Webhook.Status.values()));
  }

  private static HttpReply reply(Webhook webhook) {
    return HttpReply.json(new OneHook(wire(webhook)));
  }

  private static Hook wire(Webhook webhook) {
    return new Hook(
        webhook.id(),
        webhook.name(),
        webhook.url(),
        webhook.events().stream().map(Event::of).toList(),
        webhook.description(),
        webhook.status(),
        webhook.createdAt().toEpochMilli(),
        webhook.updatedAt().toEpochMilli());
  }
}
