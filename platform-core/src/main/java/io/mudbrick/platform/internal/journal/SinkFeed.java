package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.journal.JournalSink;
import io.mudbrick.platform.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sink's place in the journal, kept in the database after each batch. */
final class SinkFeed {
  private static final long NOBODY_WAITS = Long.MIN_VALUE;

  /**
   * What the sink gets at once is in memory at once, where each collection of garbage copies it.
   */
  private static final long BATCH_BYTES = 8L << 20;

  private static final int BATCH_RECORDS = 20_000;

  private final JournalSink sink;
  private final String journal;
  private final Path directory;
  private final Database database;
  private volatile long position;
  private volatile long waitingSince = NOBODY_WAITS;

  // Where the next unread record stands, so that a pump need not read a segment from its start.
  private @Nullable Path segment;
  private long segmentOffset;
  private long segmentNext;

  SinkFeed(JournalSink sink, String journal, Path directory, Database database) {
    this.sink = sink;
    this.journal = journal;
    this.directory = directory;
    this.database = database;
    this.position = stored();
  }

  /** The same sink, fed from another journal. */
  SinkFeed of(String otherJournal, Path otherDirectory) {
    return new SinkFeed(sink, otherJournal, otherDirectory, database);
  }

  private String key() {
    return journal.isEmpty() ? sink.name() : journal + "/" + sink.name();
  }

  private long stored() {
    return database.read(
        tx ->
            tx.first(
                    "SELECT sequence FROM core_journal_position WHERE sink = ?",
                    row -> row.number(1),
                    key())
                .orElse(0L));
  }

  long position() {
    return position;
  }

  /** Whether more records wait than the sink has patience for, or have waited for too long. */
  boolean isDue(long newest) {
    long waiting = newest - position;
    if (waiting == 0) {
      waitingSince = NOBODY_WAITS;
    } else if (waitingSince == NOBODY_WAITS) {
      waitingSince = System.nanoTime();
    }
    return waiting > sink.patience() || (waiting > 0 && waitsTooLong());
  }

  private boolean waitsTooLong() {
    return Duration.ofNanos(System.nanoTime() - waitingSince).compareTo(sink.longestWait()) >= 0;
  }

  /** Whether the sink wants to be fed in some time, however few records wait. */
  boolean hasLongestWait() {
    return !sink.longestWait().equals(ChronoUnit.FOREVER.getDuration());
  }

  /** Whoever calls holds the journal's lock. */
  void feedUpTo(long target) {
    position = stored(); // another server may have fed it
    waitingSince = NOBODY_WAITS;
    while (position < target) {
      Batch batch = new Batch();
      long last;
      try {
        last = read(target, batch);
      } catch (IOException e) {
        throw new UncheckedIOException("The journal cannot be read", e);
      }
      if (!batch.records.isEmpty()) {
        sink.accept(batch.records, last);
      }
      store(last);
      position = last;
    }
  }

  private void store(long last) {
    database.run(
        tx ->
            tx.update(
                "INSERT INTO core_journal_position (sink, sequence) VALUES (?, ?)"
                    + " ON CONFLICT (sink) DO UPDATE SET sequence = excluded.sequence",
                key(),
                last));
  }

  private static final class Batch {
    final List<JournalRecord> records = new ArrayList<>();
    long bytes;

    void add(JournalRecord record) {
      records.add(record);
      bytes += record.body().length;
    }

    boolean isFull() {
      return records.size() >= BATCH_RECORDS || bytes >= BATCH_BYTES;
    }
  }

  /**
   * Collects the topic's records after the position, up to {@code target} or until the batch is
   * full, and returns the number of the last record that was looked at.
   */
  private long read(long target, Batch batch) throws IOException {
    List<Segment> segments = Segment.in(directory);
    for (int i = 0; i < segments.size(); i++) {
      boolean older = i + 1 < segments.size() && segments.get(i + 1).first() <= position + 1;
      if (!older && segments.get(i).first() <= target) {
        read(segments.get(i), target, batch);
        if (batch.isFull()) {
          return segmentNext - 1;
        }
      }
    }
    return target;
  }

  private void read(Segment from, long target, Batch batch) throws IOException {
    if (!from.file().equals(segment) || segmentNext > position + 1) {
      segment = from.file();
      segmentOffset = 0;
      segmentNext = from.first();
    }
    try (SegmentReader reader = from.read(segmentOffset)) {
      while (segmentNext <= target && !batch.isFull() && reader.next()) {
        JournalRecord record =
            segmentNext > position ? reader.record(journal, segmentNext, sink.topic()) : null;
        if (record != null) {
          batch.add(record);
        }
        segmentOffset = reader.end();
        segmentNext++;
      }
    }
  }
}
