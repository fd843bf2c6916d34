package io.mudbrick.serving.internal.traffic;

import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.Served;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A served entity at work: its model, unless it sleeps, and a turn for each request that the
 * workload allows at a time. Thread-safe.
 */
public final class Replica implements AutoCloseable {
  /** How many requests may wait for a turn: the product's limit of requests to a model. */
  private static final int MAX_WAITING = 1024;

  /** After how long without a request an entity that scales to zero sleeps. */
  public static final Duration IDLE = Duration.ofMinutes(30);

  private final String endpoint;
  private final ServedEntity entity;
  private final String model;
  private final String id;
  private final Supplier<Served> loader;
  private final Clock clock;
  private final int concurrency;
  private final Turns turns;
  private final Meter meter;
  private final EventLog buildLog;
  private final EventLog serverLog;
  private final @Nullable ModelSignature signature;
  private volatile @Nullable Served loaded;
  private volatile long lastUsed;

  /**
   * @param id what an inference table calls the served entity
   * @param model the version behind it, as {@code c.s.m/3}
   * @param loader loads the model; called now and whenever the entity wakes
   */
  public Replica(
      String endpoint,
      ServedEntity entity,
      String id,
      String model,
      Clock clock,
      Supplier<Served> loader) {
    this.endpoint = endpoint;
    this.entity = entity;
    this.id = id;
    this.model = model;
    this.clock = clock;
    this.loader = loader;
    this.concurrency = entity.workload().concurrency();
    this.turns =
        new Turns(
            concurrency, MAX_WAITING, () -> ServingErrors.tooManyRequests(endpoint, entity.name()));
    this.meter = new Meter(clock);
    this.buildLog = new EventLog(clock);
    this.serverLog = new EventLog(clock);
    this.lastUsed = clock.millis();
    buildLog.info("Loading " + model + " as " + entity.name());
    Served first = load();
    this.loaded = first;
    this.signature = first.signature();
    buildLog.info("Ready for " + concurrency + " requests at a time");
  }

  public String endpoint() {
    return endpoint;
  }

  public ServedEntity entity() {
    return entity;
  }

  public String id() {
    return id;
  }

  public String model() {
    return model;
  }

  public Meter meter() {
    return meter;
  }

  public EventLog buildLog() {
    return buildLog;
  }

  public EventLog serverLog() {
    return serverLog;
  }

  /** What the model takes and gives; null when it does not say. */
  public @Nullable ModelSignature signature() {
    return signature;
  }

  /** Whether its model is out of memory until somebody asks. */
  public boolean sleeps() {
    return loaded == null;
  }

  int provisioned() {
    return sleeps() ? 0 : concurrency;
  }

  /**
   * Does something with the model when it is the caller's turn.
   *
   * @param comeback how the caller goes on when it has to wait; null when its thread waits
   * @return fails with {@code REQUEST_LIMIT_EXCEEDED} when too many wait
   */
  public <T> CompletableFuture<T> use(Function<Served, T> work, @Nullable Comeback comeback) {
    long begin = System.nanoTime();
    return turns
        .take(comeback)
        .thenApply(
            turn -> {
              meter.waited(System.nanoTime() - begin);
              return inTurn(work);
            });
  }

  private <T> T inTurn(Function<Served, T> work) {
    try {
      Served awake = awake();
      long begin = System.nanoTime();
      T result = work.apply(awake);
      meter.predicted(System.nanoTime() - begin);
      return result;
    } finally {
      lastUsed = clock.millis();
      turns.release();
    }
  }

  private Served awake() {
    Served now = loaded;
    return now != null ? now : wake();
  }

  private synchronized Served wake() {
    Served now = loaded;
    if (now == null) {
      // Meanwhile others wait for their turn, where they hold no thread.
      int rest = turns.takeRest();
      try {
        serverLog.info("Scaling up from zero");
        now = load();
        loaded = now;
      } finally {
        turns.release(rest);
      }
    }
    return now;
  }

  private Served load() {
    long begin = System.nanoTime();
    try {
      Served now = loader.get();
      int warmed = now.warmUp();
      buildLog.info(
          "Loaded in "
              + Duration.ofNanos(System.nanoTime() - begin).toMillis()
              + " ms, warmed up with "
              + warmed
              + " rows");
      return now;
    } catch (RuntimeException e) {
      serverLog.error("Cannot be loaded: " + e.getMessage());
      throw e;
    }
  }

  /** Puts the model out of memory if it may sleep and nobody has asked for long. */
  public void sleepIfIdle() {
    if (!entity.workload().scaleToZero()
        || sleeps()
        || clock.millis() - lastUsed < IDLE.toMillis()
        || !turns.takeAll()) {
      return;
    }
    try {
      unload();
      serverLog.info("Scaled to zero after " + IDLE.toMinutes() + " minutes without a request");
    } finally {
      turns.release(concurrency);
    }
  }

  private synchronized void unload() {
    Served before = loaded;
    loaded = null;
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void close() {
    unload();
  }
}
