package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.Webhook;
import io.mudbrick.registry.WebhookDelivery;
import io.mudbrick.registry.WebhookDelivery.State;
import io.mudbrick.registry.Webhooks;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.DeliveryStore.Due;
import io.mudbrick.registry.internal.jdbc.WebhookRow;
import io.mudbrick.registry.internal.jdbc.WebhookStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attempts deliveries and writes down what came of it; that includes when to try again. */
final class Attempts implements AutoCloseable {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int OK = 200;
  private static final int REDIRECTS = 300;

  /** Those that MLflow tries again after. */
  private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

  private static final long LONGEST_PAUSE_SECONDS = 60;

  private final ModuleContext context;
  private final WebhookStore webhooks;
  private final DeliveryStore deliveries;
  private final Sender sender;
  private final Posts posts;
  private volatile boolean closed;

  Attempts(
      ModuleContext context,
      WebhookStore webhooks,
      DeliveryStore deliveries,
      Sender sender,
      Posts posts) {
    this.context = context;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.sender = sender;
    this.posts = posts;
  }

  /**
   * @param status of the answer, if there was one
   * @param pause how long the receiver asked to be left alone
   */
  private record Outcome(
      State state, @Nullable Integer status, @Nullable String error, @Nullable Long pause) {}

  void attempt(Due due) {
    Optional<WebhookRow> webhook =
        context.database().read(tx -> webhooks.find(tx, due.webhookId()));
    if (webhook.isEmpty()) {
      return; // its deliveries went with it
    }
    Outcome outcome = send(webhook.get(), due);
    if (!closed) {
      keep(due, outcome);
    }
  }

  private Outcome send(WebhookRow webhook, Due due) {
    if (webhook.webhook().status() != Webhook.Status.ACTIVE) {
      return new Outcome(State.FAILED, null, "The webhook is disabled", null);
    }
    try {
      Posts.Answer answer = sender.send(webhook, due.id(), due.body());
      int status = answer.status();
      if (status >= OK && status < REDIRECTS) {
        return new Outcome(State.DELIVERED, status, null, null);
      }
      State state = PASSING.contains(status) ? State.PENDING : State.FAILED;
      String error = "The receiver answered " + status;
      return new Outcome(state, status, error, answer.retryAfter());
    } catch (IOException e) {
      return new Outcome(State.PENDING, null, String.valueOf(e), null);
    } catch (PlatformException e) {
      return new Outcome(State.FAILED, null, e.getMessage(), null);
    }
  }

  private void keep(Due due, Outcome outcome) {
    int made = due.attempts() + 1;
    boolean again = outcome.state() == State.PENDING && made < Webhooks.ATTEMPTS;
    State state = outcome.state() == State.PENDING && !again ? State.FAILED : outcome.state();
    Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    context
        .database()
        .run(
            tx -> {
              deliveries.attempted(
                  tx,
                  new WebhookDelivery(
                      due.id(),
                      due.event(),
                      state,
                      made,
                      again ? now.plusSeconds(pause(made, outcome.pause())) : null,
                      outcome.status(),
                      outcome.error(),
                      due.body(),
                      now,
                      now));
              deliveries.forget(tx, due.webhookId(), now.minus(KEPT));
            });
  }

  /** 1, 2, 4, ... seconds, or as long as the receiver asked for; never more than a minute. */
  private static long pause(int made, @Nullable Long asked) {
    long usual = 1L << Math.min(made - 1, 10);
    return Math.min(LONGEST_PAUSE_SECONDS, asked == null ? usual : Math.max(usual, asked));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    posts.close();
  }
}
