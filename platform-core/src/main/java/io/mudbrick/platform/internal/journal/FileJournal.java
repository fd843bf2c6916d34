package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.journal.Journal;
import io.mudbrick.platform.journal.JournalSink;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as segment files of {@link Frame}s, each named by its first sequence number. A frame
 * is in the operating system's hands before {@link #append} returns. A segment is deleted when
 * every sink has had it; without sinks the last few are kept.
 */
public final class FileJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final int SEGMENTS_WITHOUT_SINK = 4;
  private static final long PUMP_SECONDS = 2;

  private final Path directory;
  private final String name;
  private final Clock clock;
  private final Object pumpLock = new Object();
  private final List<SinkFeed> feeds = new CopyOnWriteArrayList<>();
  private final Database database;
  private final ScheduledExecutorService pump =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mudbrick-journal");
            thread.setDaemon(true);
            return thread;
          });
  private final Future<?> pumping;

  private final SegmentWriter segments;

  /**
   * What each record of a topic and scope has: there are few topics, and a scope is a metastore.
   */
  private final Map<Named, byte[]> names = new ConcurrentHashMap<>();

  private volatile Runnable others = () -> {};

  /**
   * @param name what records and positions carry; empty where one server has the store to itself
   */
  public FileJournal(Path directory, String name, Database database, Clock clock)
      throws IOException {
    this.directory = FileIo.createDirectories(directory);
    this.name = name;
    this.database = database;
    this.clock = clock;
    this.segments =
        new SegmentWriter(directory, Math.max(Segments.recover(directory), fedBeforeDamage()));
    this.pumping =
        pump.scheduleWithFixedDelay(
            () -> quietly(this::pump), PUMP_SECONDS, PUMP_SECONDS, TimeUnit.SECONDS);
  }

  /** Numbers that a sink has had may not be given again, though their lines are lost. */
  private long fedBeforeDamage() throws IOException {
    if (!Segments.wasDamaged(directory)) {
      return 0;
    }
    return database.read(
        tx ->
            tx.first("SELECT MAX(sequence) FROM core_journal_position", row -> row.number(1))
                .orElse(0L));
  }

  @Override
  public void append(String topic, String scope, Object fields) {
    append(topic, scope, Json.bytes(fields));
  }

  @Override
  public void append(String topic, String scope, byte[] body) {
    byte[] named =
        names.computeIfAbsent(
            new Named(topic, scope), name -> Frame.names(name.topic(), name.scope()));
    try {
      segments.append(Frame.of(named, clock.millis(), body));
    } catch (IOException e) {
      throw new UncheckedIOException("The journal cannot be written", e);
    }
  }

  /** The number of the newest record; 0 when there is none. */
  public long lastSequence() {
    return segments.last();
  }

  /** How many records the sink that is furthest behind has yet to take. */
  public long backlog() {
    long newest = lastSequence();
    return feeds.stream().mapToLong(feed -> newest - feed.position()).max().orElse(0);
  }

  @Override
  public void attach(JournalSink sink) {
    feeds.add(new SinkFeed(sink, name, directory, database));
  }

  @Override
  public void flush() {
    feed(sink -> true);
    others.run();
  }

  /** Lets {@link #flush} hand on what other servers of a shared store have in their journals. */
  public void flushAlso(Runnable otherJournals) {
    this.others = otherJournals;
  }

  /**
   * Hands on what stands in another server's journal, whether that server lives or not.
   *
   * @return false when that journal has been handed on and deleted by somebody else
   */
  public boolean feedFrom(Path otherDirectory, String otherName) {
    return database.alone(lockName(otherName), () -> feedAlone(otherDirectory, otherName));
  }

  private boolean feedAlone(Path otherDirectory, String otherName) {
    if (!Files.isDirectory(otherDirectory)) {
      return false;
    }
    try {
      long target = Segments.newestWhole(otherDirectory);
      for (SinkFeed feed : feeds) {
        feed.of(otherName, otherDirectory).feedUpTo(target);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("The journal of server " + otherName + " cannot be read", e);
    }
  }

  private static String lockName(String journal) {
    return "journal/" + journal;
  }

  /** Hands everything on, and nothing more until the work is done. */
  public void paused(Runnable work) {
    synchronized (pumpLock) {
      flush();
      work.run();
    }
  }

  private void feed(Predicate<SinkFeed> chosen) {
    synchronized (pumpLock) {
      List<SinkFeed> behind =
          feeds.stream().filter(chosen).filter(feed -> feed.position() < lastSequence()).toList();
      if (!behind.isEmpty()) {
        long target = sync();
        // Another server may be about to hand on the same.
        database.alone(
            lockName(name),
            () -> {
              behind.forEach(feed -> feed.feedUpTo(target));
              return true;
            });
      }
      dropDeliveredSegments();
    }
  }

  /**
   * What a sink keeps for good must not vanish from the journal in a power cut: its number would be
   * given again to a record that the sink then takes for one it has.
   */
  private long sync() {
    try {
      return segments.sync();
    } catch (IOException e) {
      throw new UncheckedIOException("The journal cannot be synced", e);
    }
  }

  private void pump() {
    try {
      segments.syncFull();
    } catch (IOException e) {
      throw new UncheckedIOException("The journal cannot be synced", e);
    }
    feed(feed -> feed.isDue(lastSequence()));
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // Thrown on, it would end the pump for good.
      LOG.warn("A journal sink failed; it will be fed again", e);
    }
  }

  private void dropDeliveredSegments() {
    if (FileIo.deletionsHeld(directory)) {
      return; // the next time: readers of what sinks keep wait for this thread
    }
    long delivered = feeds.stream().mapToLong(SinkFeed::position).min().orElse(Long.MAX_VALUE);
    try {
      List<Segment> all = Segment.in(directory);
      int keep = feeds.isEmpty() ? SEGMENTS_WITHOUT_SINK : 1;
      for (int i = 0; i + keep < all.size(); i++) {
        if (all.get(i + 1).first() - 1 <= delivered) {
          FileIo.delete(all.get(i).file());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Old journal segments cannot be deleted", e);
    }
  }

  @Override
  public void close() throws IOException {
    pumping.cancel(false);
    pump.shutdown();
    try {
      if (!pump.awaitTermination(30, TimeUnit.SECONDS)) {
        LOG.warn("A journal sink is still busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    quietly(() -> feed(SinkFeed::hasLongestWait));
    segments.close();
  }

  private record Named(String topic, String scope) {}
}
