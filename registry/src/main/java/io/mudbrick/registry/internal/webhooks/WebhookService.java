package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.NewWebhook;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.Webhook;
import io.mudbrick.registry.WebhookDelivery;
import io.mudbrick.registry.WebhookErrors;
import io.mudbrick.registry.WebhookEvent;
import io.mudbrick.registry.WebhookTest;
import io.mudbrick.registry.Webhooks;
import io.mudbrick.registry.internal.Paging;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.WebhookRow;
import io.mudbrick.registry.internal.jdbc.WebhookStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Webhooks for one caller. */
record WebhookService(
    ModuleContext context,
    WebhookStore webhooks,
    DeliveryStore deliveries,
    Sender sender,
    Caller caller)
    implements Webhooks {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

  @Override
  public Webhook create(NewWebhook wanted, Webhook.Status status) {
    allowed();
    if (wanted.events().isEmpty()) {
      throw WebhookErrors.noWebhookEvents();
    }
    Instant now = now();
    Webhook webhook =
        new Webhook(
            context.ids().uuid(),
            name(wanted.name()),
            url(wanted.url()),
            wanted.events(),
            wanted.description(),
            status,
            now,
            now);
    context
        .database()
        .run(
            tx ->
                webhooks.save(
                    tx, new WebhookRow(caller.metastoreId(), webhook, sealed(webhook, wanted))));
    return webhook;
  }

  @Override
  public Webhook get(String id) {
    allowed();
    return context.database().read(tx -> row(tx, id)).webhook();
  }

  @Override
  public Page<Webhook> list(int maxResults, @Nullable String pageToken) {
    allowed();
    List<Webhook> all =
        context.database().read(tx -> webhooks.ofMetastore(tx, caller.metastoreId())).stream()
            .map(WebhookRow::webhook)
            .toList();
    return Paging.page(all, new Search(null, List.of(), maxResults, pageToken), 100, 1000);
  }

  @Override
  public Webhook update(String id, NewWebhook change, Webhook.@Nullable Status status) {
    allowed();
    return context
        .database()
        .write(
            tx -> {
              WebhookRow old = row(tx, id);
              Webhook was = old.webhook();
              String description = change.description();
              Webhook changed =
                  new Webhook(
                      id,
                      change.name().isEmpty() ? was.name() : name(change.name()),
                      change.url().isEmpty() ? was.url() : url(change.url()),
                      change.events().isEmpty() ? was.events() : change.events(),
                      description == null ? was.description() : description,
                      status == null ? was.status() : status,
                      was.createdAt(),
                      now());
              webhooks.save(
                  tx,
                  new WebhookRow(
                      old.metastoreId(),
                      changed,
                      change.secret() == null ? old.sealed() : sealed(changed, change)));
              return changed;
            });
  }

  @Override
  public void delete(String id) {
    allowed();
    context.database().run(tx -> webhooks.remove(tx, row(tx, id).webhook().id()));
  }

  @Override
  public WebhookTest test(String id, @Nullable WebhookEvent event) {
    allowed();
    WebhookRow row = context.database().read(tx -> row(tx, id));
    WebhookEvent shown = event == null ? row.webhook().events().get(0) : event;
    String body = Payload.example(shown, context.clock().instant());
    return sender.test(new MlflowAddressee(row, context.secrets()), context.ids().uuid(), body);
  }

  @Override
  public Page<WebhookDelivery> deliveries(String id, int maxResults, @Nullable String pageToken) {
    allowed();
    return context
        .database()
        .read(
            tx -> {
              row(tx, id);
              return Paging.page(
                  new Search(null, List.of(), maxResults, pageToken),
                  100,
                  1000,
                  (most, from) -> deliveries.ofWebhook(tx, id, most, from));
            });
  }

  private @Nullable String sealed(Webhook webhook, NewWebhook wanted) {
    String secret = wanted.secret();
    return secret == null ? null : context.secrets().seal(secret, webhook.id());
  }

  private void allowed() {
    if (!context.identities().isAdmin(caller)) {
      throw WebhookErrors.webhooksAreForAdmins();
    }
  }

  private WebhookRow row(Tx tx, String id) {
    return webhooks
        .find(tx, id)
        .filter(row -> row.metastoreId().equals(caller.metastoreId()))
        .orElseThrow(() -> WebhookErrors.noSuchWebhook(id));
  }

  private Instant now() {
    return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw WebhookErrors.badWebhookName(name);
    }
    return name;
  }

  private String url(String url) {
    sender.targets().check(url);
    return url.strip();
  }
}
