package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Endpoint.Update;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.jdbc.EndpointKey;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import io.mudbrick.serving.internal.traffic.Replica;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Brings updates of endpoints up, in the background. Requests go on with the models before until
 * the new ones are loaded.
 */
final class Deployer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Deployer.class.getName());
  private static final int THREADS = 2;
  private static final long NAP_MILLIS = 50;
  private static final long CLOSE_SECONDS = 10;

  private final Room room;
  private final Loader loader;
  private volatile boolean closing;
  private final Map<EndpointKey, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
  private final Slots slots;
  private final ExecutorService background =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "mudbrick-deploy");
            thread.setDaemon(true);
            return thread;
          });

  Deployer(Room room, Loader loader, Slots slots) {
    this.room = room;
    this.loader = loader;
    this.slots = slots;
  }

  /** Takes up the updates that a lost server left undone. */
  void resume() {
    room.database().read(room.endpoints()::updating).stream()
        .map(row -> new EndpointKey(row.workspaceId(), row.name()))
        .filter(key -> !running.containsKey(key))
        .forEach(this::submit);
  }

  /** Waits for an update of the endpoint to end, but not long: the store knows best. */
  void awaitChange(EndpointKey key, Duration longest) {
    CompletableFuture<Void> update = running.getOrDefault(key, new CompletableFuture<>());
    try {
      update.get(Math.min(NAP_MILLIS, longest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return; // the caller looks at the store either way
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until no update of these workspaces' endpoints runs.
   *
   * @throws PlatformException when one runs for too long
   */
  void awaitUpdates(Set<String> workspaceIds) {
    Optional<Map.Entry<EndpointKey, CompletableFuture<Void>>> update = runningIn(workspaceIds);
    while (update.isPresent()) {
      try {
        update.get().getValue().get(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw ServingErrors.stillUpdating(update.get().getKey().endpoint());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw ServingErrors.stillUpdating(update.get().getKey().endpoint());
      }
      update = runningIn(workspaceIds);
    }
  }

  private Optional<Map.Entry<EndpointKey, CompletableFuture<Void>>> runningIn(
      Set<String> workspaceIds) {
    return running.entrySet().stream()
        .filter(update -> workspaceIds.contains(update.getKey().workspaceId()))
        .findFirst();
  }

  /** Brings an endpoint's pending configuration up, in the background. */
  private void submit(EndpointKey key) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    running.put(key, done);
    try {
      background.execute(
          () -> {
            try {
              update(key);
            } finally {
              running.remove(key, done);
              done.complete(null);
            }
          });
    } catch (RejectedExecutionException closing) {
      // The update stands in the store and is taken up by the next start.
      running.remove(key, done);
    }
  }

  /** Begins an update: notes what is to be served and brings it up after the commit. */
  void begin(Tx tx, EndpointRow row, Resolved next) {
    begin(tx, row, next.config(), next.numbers());
    room.uses().begin(tx, row, next.uses());
  }

  /**
   * Begins an update to wherever the aliases point now, unless one runs, which will look itself.
   */
  void follow(Tx tx, EndpointKey key) {
    room.endpoints()
        .find(tx, key.workspaceId(), key.endpoint())
        .filter(row -> row.update() != Update.IN_PROGRESS)
        .ifPresent(
            row -> {
              Endpoint.Deployed config = row.config();
              if (config != null) {
                begin(tx, row, config.config(), config.versions());
              }
            });
  }

  private void begin(Tx tx, EndpointRow row, EndpointConfig config, Map<String, Long> versions) {
    Endpoint.Deployed pending =
        new Endpoint.Deployed(config, row.configVersion() + 1, versions, room.now());
    room.endpoints().begin(tx, row, pending, room.now());
    tx.afterCommit(() -> submit(new EndpointKey(row.workspaceId(), row.name())));
  }

  private void update(EndpointKey key) {
    if (closing) {
      return; // the next start takes it up
    }
    EndpointRow row = slots.find(key).orElse(null);
    if (row == null || row.update() != Update.IN_PROGRESS || row.pending() == null) {
      return;
    }
    try {
      finish(key, row, resolve(row, row.pending()));
    } catch (RuntimeException | Error e) {
      // An Error as well (a model too large for the memory): somebody waits for the end of this.
      fail(row, e instanceof PlatformException refused ? refused.message() : e.toString());
      return;
    }
    try {
      followAliases(key);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Where the aliases of " + key.endpoint() + " point is unknown.", e);
    }
  }

  /**
   * What is pending, with the versions that its aliases point at now, which are in use from here.
   */
  private Endpoint.Deployed resolve(EndpointRow row, Endpoint.Deployed pending) {
    Resolved now = Resolved.of(room.context(), room.creator(row), pending.config());
    room.database()
        .run(
            tx -> {
              if (pending(tx, row) != null) {
                room.uses().begin(tx, row, now.uses());
              }
            });
    return new Endpoint.Deployed(
        pending.config(), pending.version(), now.numbers(), pending.since());
  }

  private void finish(EndpointKey key, EndpointRow row, Endpoint.Deployed next) {
    Deployment loaded = loader.load(row, next);
    while (true) {
      Slot slot = slots.claim(key, row);
      if (slot == null) {
        Slots.retire(loaded); // for an endpoint that was deleted meanwhile
        return;
      }
      synchronized (slot) {
        if (slots.holds(key, slot)) {
          finish(key, slot, row, next, loaded);
          return;
        }
      }
    }
  }

  private void finish(
      EndpointKey key, Slot slot, EndpointRow row, Endpoint.Deployed next, Deployment loaded) {
    // Served before it is said to be served: whoever reads "done" meets the new models.
    Deployment before = slot.swap(loaded);
    boolean done = false;
    try {
      done = room.database().write(tx -> finish(tx, row, next, loaded));
    } finally {
      Slots.retire(done ? before : slot.swap(before));
      slots.dropEmpty(key, slot);
    }
  }

  /** What this very endpoint waits for, if it is still there and waits for what was pending. */
  private Endpoint.@Nullable Deployed pending(Tx tx, EndpointRow row) {
    return room.endpoints()
        .find(tx, row.workspaceId(), row.name())
        .filter(now -> now.id().equals(row.id()))
        .filter(now -> now.configVersion() == row.configVersion())
        .map(EndpointRow::pending)
        .orElse(null);
  }

  private boolean finish(Tx tx, EndpointRow row, Endpoint.Deployed next, Deployment loaded) {
    Endpoint.Deployed pending = pending(tx, row);
    if (pending == null) {
      return false;
    }
    // As it stands now: a model may have got another name while it was loaded.
    room.endpoints().finish(tx, row, next.with(pending.config()), room.now());
    slots.changed(tx);
    room.uses().finish(tx, row);
    Caller creator = room.creator(row);
    for (Replica replica : loaded.replicas()) {
      EntityRef version =
          new EntityRef(
              replica.entity().isFeatures()
                  ? EntityRef.Type.FUNCTION
                  : EntityRef.Type.MODEL_VERSION,
              row.metastoreId(),
              replica.model());
      room.context()
          .events()
          .publish(new LineageEdge(version, Room.entity(row), creator, room.now()));
    }
    return true;
  }

  /** Begins the next update if an alias moved while the last one ran. */
  private void followAliases(EndpointKey key) {
    EndpointRow row = slots.find(key).orElse(null);
    if (row != null && row.config() != null) {
      Resolved now = Resolved.of(room.context(), room.creator(row), row.config().config());
      if (!now.numbers().equals(row.config().versions())) {
        room.database().run(tx -> follow(tx, key));
      }
    }
  }

  private void fail(EndpointRow row, String why) {
    room.database()
        .run(
            tx -> {
              if (pending(tx, row) != null) {
                room.endpoints().fail(tx, row, why, room.now());
                room.uses().drop(tx, row.workspaceId(), row.name(), true);
              }
            });
  }

  @Override
  public void close() {
    closing = true;
    background.shutdown();
    try {
      // What is being loaded is let finish: its store is still open.
      if (!background.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
