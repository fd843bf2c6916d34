package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.ServerLost;
import io.mudbrick.registry.AliasMoved;
import io.mudbrick.registry.Webhooks;
import io.mudbrick.registry.internal.Happened;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.WebhookStore;
import java.net.InetAddress;
import java.time.Duration;

/** Opens the webhooks' room: service, outbox and the thread that delivers. */
public final class WebhookRoom {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private WebhookRoom() {}

  public static void open(ModuleContext context) {
    WebhookStore webhooks = new WebhookStore();
    DeliveryStore deliveries = new DeliveryStore();
    Posts posts = new Posts(PATIENCE);
    Targets targets = new Targets(context.webhookTargets(), InetAddress::getAllByName);
    Sender sender = new Sender(targets, posts, context.clock());
    Dispatcher dispatcher =
        new Dispatcher(
            context, deliveries, new Attempts(context, webhooks, deliveries, sender, posts));
    context.onClose(dispatcher);
    Outbox outbox = new Outbox(context, webhooks, deliveries, dispatcher::wake);
    context.events().subscribe(Happened.class, outbox::happened);
    context.events().subscribe(AliasMoved.class, outbox::moved);
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
    context.offer(
        Webhooks.class,
        caller -> new WebhookService(context, webhooks, deliveries, sender, caller));
    dispatcher.start();
  }
}
