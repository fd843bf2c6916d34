package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.Secrets;
import io.mudbrick.platform.events.ServerLost;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.AliasMoved;
import io.mudbrick.registry.RegistryWebhooks;
import io.mudbrick.registry.Webhooks;
import io.mudbrick.registry.internal.Happened;
import io.mudbrick.registry.internal.ModelAccess;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.ModelWebhookStore;
import io.mudbrick.registry.internal.jdbc.WebhookStore;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Opens the webhooks' room: services, outboxes and the threads that deliver. */
public final class WebhookRoom {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ModuleContext context;
  private final WebhookStore webhooks = new WebhookStore();
  private final ModelWebhookStore ofModels = new ModelWebhookStore();
  private final DeliveryStore deliveries = new DeliveryStore();

  private WebhookRoom(ModuleContext context) {
    this.context = context;
  }

  public static void open(ModuleContext context) {
    new WebhookRoom(context).open();
  }

  private void open() {
    Secrets secrets = context.secrets();
    context.database().run(tx -> webhooks.sealAll(tx, secrets::seal));
    Posts posts = new Posts(PATIENCE, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    Targets targets = new Targets(context.webhookTargets(), InetAddress::getAllByName);
    Sender sender = new Sender(targets, posts, context.clock());
    Attempts attempts = new Attempts(context, this::addressee, deliveries, sender, posts);
    Dispatcher dispatcher = new Dispatcher(context, deliveries, attempts);
    context.onClose(dispatcher);
    listen(dispatcher);
    context.offer(
        Webhooks.class,
        caller -> new WebhookService(context, webhooks, deliveries, sender, caller));
    context.offer(
        RegistryWebhooks.class,
        caller ->
            new ModelWebhookService(
                context,
                ofModels,
                deliveries,
                sender,
                caller,
                new ModelAccess(context.service(Catalog.class, caller))));
    dispatcher.start();
  }

  private Optional<Addressee> addressee(Tx tx, String webhookId) {
    Secrets secrets = context.secrets();
    return webhooks
        .find(tx, webhookId)
        .<Addressee>map(row -> new MlflowAddressee(row, secrets))
        .or(() -> ofModels.find(tx, webhookId).map(row -> new ModelAddressee(row, secrets)));
  }

  private void listen(Dispatcher dispatcher) {
    Outbox outbox = new Outbox(context, webhooks, deliveries, dispatcher::wake);
    ModelOutbox modelOutbox = new ModelOutbox(context, ofModels, deliveries, dispatcher::wake);
    context.events().subscribe(Happened.class, outbox::happened);
    context.events().subscribe(Happened.class, modelOutbox::happened);
    context.events().subscribe(AliasMoved.class, outbox::moved);
    context.events().subscribe(SecurableDeleted.class, this::forget);
    context
        .events()
        .subscribe(
            ServerLost.class,
            lost -> {
              context
                  .database()
                  .run(tx -> deliveries.takeOver(tx, lost.server(), context.server()));
              dispatcher.wake();
            });
  }

  private void forget(SecurableDeleted deleted) {
    if (deleted.securable().type() == SecurableType.REGISTERED_MODEL) {
      context.database().run(tx -> ofModels.removeOf(tx, deleted.securable().id()));
    }
  }
}
