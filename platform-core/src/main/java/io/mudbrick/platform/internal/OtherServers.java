package io.mudbrick.platform.internal;

import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.events.ServerLost;
import io.mudbrick.platform.internal.files.Durable;
import io.mudbrick.platform.internal.journal.FileJournal;
import io.mudbrick.platform.internal.sql.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other servers of a shared store. One whose lock can be taken is dead: its journal is handed
 * on, its work under way is announced to be nobody's, and its home is deleted.
 */
final class OtherServers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtherServers.class);
  private static final long SWEEP_SECONDS = 2;

  private final DataDirectory data;
  private final FileJournal journal;
  private final Store database;
  private final EventBus events;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mudbrick-servers");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Future<?> sweeping;

  OtherServers(DataDirectory data, FileJournal journal, Store database, EventBus events) {
    this.data = data;
    this.journal = journal;
    this.database = database;
    this.events = events;
  }

  /** Looks for dead servers now, and from now on. */
  void watch() {
    journal.flushAlso(this::feedAll);
    sweep();
    sweeping =
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void feedAll() {
    for (Path home : homes()) {
      journal.feedFrom(DataDirectory.journal(home), id(home));
    }
  }

  private Iterable<Path> homes() {
    try {
      return data.otherHomes();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of servers cannot be read", e);
    }
  }

  private void sweep() {
    try {
      // For what holds on to a service without calling it anew: a live endpoint, say.
      database.catchUp();
      for (Path home : homes()) {
        if (!DataDirectory.heldHere(home)) {
          sweep(home);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // Thrown on, it would end the sweeping for good.
      LOG.warn("A dead server could not be cleared away; it will be tried again", e);
    }
  }

  private void sweep(Path home) throws IOException {
    try (FileChannel channel =
            FileChannel.open(home.resolve(DataDirectory.LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      // Whoever had the lock before may have deleted the home.
      if (lock != null && Files.exists(home.resolve(DataDirectory.LOCK))) {
        bury(home);
      }
    } catch (NoSuchFileException buriedByAnother) {
      return;
    }
  }

  private void bury(Path home) throws IOException {
    String id = id(home);
    LOG.info("Server {} is gone; taking over what it left", id);
    journal.feedFrom(DataDirectory.journal(home), id);
    events.publish(new ServerLost(id));
    // The lock goes last, so that a burial that is broken off is begun again.
    Durable.deleteTree(DataDirectory.journal(home));
    Durable.deleteTree(home);
    database.run(tx -> tx.update("DELETE FROM core_journal_position WHERE sink LIKE ?", id + "/%"));
  }

  private static String id(Path home) {
    return home.getFileName().toString();
  }

  @Override
  public void close() {
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    sweeper.shutdown();
    try {
      if (!sweeper.awaitTermination(30, TimeUnit.SECONDS)) {
        LOG.warn("A dead server is still being cleared away");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
