package io.mudbrick.serving.internal;

import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.platform.sql.Watch;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.jdbc.EndpointKey;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import io.mudbrick.serving.internal.traffic.Replica;
import io.mudbrick.serving.internal.traffic.Turns;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints in memory. One is loaded when it is first asked after a start of the server; from
 * then on the {@link Deployer} puts other models into its slot.
 */
final class Slots implements AutoCloseable {
  private static final long REST_SECONDS = 10;

  private final Room room;
  private final Loader loader;
  private final Map<EndpointKey, Slot> slots = new ConcurrentHashMap<>();

  /** How often endpoints changed, here or in another server: slots are to be looked at. */
  private final AtomicLong doubts = new AtomicLong();

  private final Watch watch;
  private final Future<?> caring;
  private final ScheduledExecutorService caretaker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "mudbrick-serving-idle");
            thread.setDaemon(true);
            return thread;
          });

  Slots(Room room, Loader loader) {
    this.room = room;
    this.loader = loader;
    this.watch = room.database().watch("serving", doubts::incrementAndGet);
    this.caring =
        caretaker.scheduleWithFixedDelay(this::rest, REST_SECONDS, REST_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * The slot of an endpoint, its models loaded if it has any.
   *
   * @param comeback how the caller goes on when somebody loads them already; null when its thread
   *     waits
   */
  CompletableFuture<Slot> slot(EndpointKey key, @Nullable Comeback comeback) {
    Slot slot = slots.get(key);
    if (slot != null && !slot.isEmpty() && slot.isChecked(doubts.get())) {
      return CompletableFuture.completedFuture(slot);
    }
    Turns loading = found(key).slot().loading();
    return loading
        .take(comeback)
        .thenApply(
            turn -> {
              try {
                return slot(key);
              } finally {
                loading.release();
              }
            });
  }

  /** The same in the thread of the caller. */
  Slot slot(EndpointKey key) {
    Slot slot = slots.get(key);
    if (slot != null && !slot.isEmpty() && slot.isChecked(doubts.get())) {
      return slot;
    }
    while (true) {
      long asked = doubts.get();
      Found found = found(key);
      EndpointRow row = found.row();
      Slot mine = found.slot();
      synchronized (mine) {
        if (holds(key, mine)) {
          Endpoint.Deployed config = row.config();
          if (config != null && mine.isBehind(config.version())) {
            retire(mine.swap(loader.load(row, config)));
          }
          mine.checked(row, asked);
          return mine;
        }
      }
    }
  }

  private record Found(EndpointRow row, Slot slot) {}

  /** The endpoint in the store, and its slot. */
  private Found found(EndpointKey key) {
    while (true) {
      EndpointRow row = find(key).orElse(null);
      if (row == null) {
        Slot slot = slots.get(key);
        if (slot != null) {
          forget(key, slot.endpointId()); // deleted by another server
        }
        throw ServingErrors.noSuchEndpoint(key.endpoint());
      }
      Slot mine = claim(key, row);
      if (mine != null) {
        return new Found(row, mine);
      }
      // Deleted since, perhaps made again: the next look finds out.
    }
  }

  /**
   * The slot of this very endpoint; null when it is there no more. An endpoint that was deleted and
   * made again has another id: the slot of the one before gives way, never that of the one after,
   * which is why the store is asked while the key is held.
   */
  @Nullable Slot claim(EndpointKey key, EndpointRow row) {
    Slot slot =
        slots.compute(
            key,
            (same, present) -> {
              if (present != null && present.endpointId().equals(row.id())) {
                return present;
              }
              if (find(key).filter(now -> now.id().equals(row.id())).isEmpty()) {
                return present;
              }
              if (present != null) {
                retire(present.swap(null));
              }
              return new Slot(row, room.limiter(), room.context().journal());
            });
    return slot != null && slot.endpointId().equals(row.id()) ? slot : null;
  }

  /** To be called in the transaction that changes an endpoint: all servers are to look again. */
  void changed(Tx tx) {
    watch.changed(tx);
    tx.afterCommit(doubts::incrementAndGet);
  }

  /** Puts out of memory what nobody has asked for long. */
  private void rest() {
    slots.keySet().forEach(this::asleep);
  }

  /** The names of an endpoint's served entities that sleep, now that those who may have gone to. */
  Set<String> asleep(EndpointKey key) {
    Slot slot = slots.get(key);
    Deployment deployment = slot == null ? null : slot.acquire();
    if (deployment == null) {
      return Set.of();
    }
    try {
      deployment.rest();
      return deployment.replicas().stream()
          .filter(Replica::sleeps)
          .map(replica -> replica.entity().name())
          .collect(Collectors.toSet());
    } finally {
      deployment.release();
    }
  }

  /** Closes the models of an endpoint that was deleted, but none of a later one of its name. */
  void forget(EndpointKey key, String endpointId) {
    Slot slot = slots.get(key);
    if (slot != null && slot.endpointId().equals(endpointId) && slots.remove(key, slot)) {
      synchronized (slot) {
        retire(slot.swap(null));
      }
    }
  }

  /** Closes the models behind these workspaces' endpoints. */
  void forgetAll(Set<String> workspaceIds) {
    slots.forEach(
        (key, slot) -> {
          if (workspaceIds.contains(key.workspaceId())) {
            forget(key, slot.endpointId());
          }
        });
  }

  Optional<EndpointRow> find(EndpointKey key) {
    return room.database().read(tx -> room.endpoints().find(tx, key.workspaceId(), key.endpoint()));
  }

  /** Whether this slot is the endpoint's still. Ask while holding the slot. */
  boolean holds(EndpointKey key, Slot slot) {
    return slots.get(key) == slot;
  }

  /** Forgets a slot in which nothing is loaded. */
  void dropEmpty(EndpointKey key, Slot slot) {
    if (slot.isEmpty()) {
      slots.remove(key, slot);
    }
  }

  static void retire(@Nullable Deployment deployment) {
    if (deployment != null) {
      deployment.retire();
    }
  }

  @Override
  public void close() {
    caring.cancel(false);
    caretaker.shutdown();
    slots.forEach((key, slot) -> forget(key, slot.endpointId()));
  }
}
