package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.WebhookDelivery;
import io.mudbrick.registry.WebhookDelivery.State;
import io.mudbrick.registry.Webhooks;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.DeliveryStore.Due;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
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
  private final BiFunction<Tx, String, Optional<Addressee>> addressees;
  private final DeliveryStore deliveries;
  private final Sender sender;
  private final Posts posts;
  private volatile boolean closed;

  /**
   * @param addressees by the id of the webhook
   */
  Attempts(
      ModuleContext context,
      BiFunction<Tx, String, Optional<Addressee>> addressees,
      DeliveryStore deliveries,
      Sender sender,
      Posts posts) {
    this.context = context;
    this.addressees = addressees;
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
    Optional<Addressee> addressee =
        context.database().read(tx -> addressees.apply(tx, due.webhookId()));
    if (addressee.isEmpty()) {
      return; // its deliveries went with it
    }
    Outcome outcome = send(addressee.get(), due);
    if (!closed) {
      keep(due, outcome);
    }
  }

  private Outcome send(Addressee addressee, Due due) {
    if (!addressee.active()) {
      return new Outcome(State.FAILED, null, "The webhook is disabled", null);
    }
    try {
      Posts.Answer answer = sender.send(addressee, due.id(), due.body());
      int status = answer.status();
      if (status >= OK && status < REDIRECTS) {
        return new Outcome(State.DELIVERED, status, null, null);
      }
      State state = PASSING.contains(status) ? State.PENDING : State.FAILED;
      String error = "The receiver answered " + status;
      return new Outcome(state, status, error, answer.retryAfter());
    } catch (PlatformException e) {
      return new Outcome(State.FAILED, null, e.getMessage(), null);
    } catch (IOException | RuntimeException e) {
      // Also what nobody thought of counts as an attempt, and is not tried again at once.
      return new Outcome(State.PENDING, null, String.valueOf(e), null);
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
