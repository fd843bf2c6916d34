package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.journal.JournalSink;
import io.mudbrick.platform.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One sink's place in the journal, kept in the database after each batch. */
final class SinkFeed {
  private static final int LARGEST_BATCH = 20_000;

  private final JournalSink sink;
  private final String journal;
  private final Path directory;
  private final TopicLines topic;
  private final Database database;
  private volatile long position;
  // Where the next unread line stands, so that a pump need not read a segment from its start.
  private long segmentFirst = -1;
  private long segmentOffset;
  private long segmentNext;

  SinkFeed(JournalSink sink, String journal, Path directory, Database database) {
    this.sink = sink;
    this.journal = journal;
    this.directory = directory;
    this.topic = new TopicLines(journal, sink.topic());
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

  /** Whether more records wait than the sink has patience for. */
  boolean isDue(long newest) {
    return newest - position > sink.patience();
  }

  /** Whoever calls holds the journal's lock. */
  void feedUpTo(long target) {
    position = stored(); // another server may have fed it
    while (position < target) {
      List<JournalRecord> batch = new ArrayList<>();
      long last = Math.min(target, position + LARGEST_BATCH);
      try {
        read(last, batch);
      } catch (IOException e) {
        throw new UncheckedIOException("The journal cannot be read", e);
      }
      if (!batch.isEmpty()) {
        sink.accept(batch, last);
      }
      database.run(
          tx ->
              tx.update(
                  "INSERT INTO core_journal_position (sink, sequence) VALUES (?, ?)"
                      + " ON CONFLICT (sink) DO UPDATE SET sequence = excluded.sequence",
                  key(),
                  last));
      position = last;
    }
  }

  /** Collects the topic's records after the position, up to {@code last}. */
  private void read(long last, List<JournalRecord> batch) throws IOException {
    List<Long> firsts = Segments.firsts(directory);
    for (int i = 0; i < firsts.size(); i++) {
      long first = firsts.get(i);
      boolean older = i + 1 < firsts.size() && firsts.get(i + 1) <= position + 1;
      if (!older && first <= last) {
        readSegment(first, last, batch);
      }
    }
  }

  private void readSegment(long first, long last, List<JournalRecord> batch) throws IOException {
    if (segmentFirst != first || segmentNext > position + 1) {
      segmentFirst = first;
      segmentOffset = 0;
      segmentNext = first;
    }
    try (SegmentLines lines =
        SegmentLines.from(directory.resolve(Segments.name(first)), segmentOffset)) {
      while (segmentNext <= last) {
        byte[] line = lines.next();
        if (line == null) {
          return;
        }
        JournalRecord record = segmentNext > position ? topic.record(line) : null;
        if (record != null) {
          batch.add(record);
        }
        segmentOffset += line.length + 1L;
        segmentNext++;
      }
    }
  }
}
