package io.mudbrick.platform.journal;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where records of a topic end up. A batch is of one journal, and is handed over in order; after a
 * crash its records may come again, perhaps in a larger batch, and the sink must then leave out
 * those that it has (Delta sinks keep each journal's last sequence in a transaction id).
 */
public interface JournalSink {
  /** A stable name: each journal keeps one position for each. */
  String name();

  String topic();

  void accept(List<JournalRecord> records, long lastSequence);

  /**
   * How many records may wait for this sink before the journal feeds it by itself; {@link
   * Journal#flush} feeds it at once. A sink that is costly to wake, or that is asked for when
   * somebody reads, says more than 0: what waits stands in the journal and is not lost.
   */
  default long patience() {
    return 0;
  }

  /**
   * How long records may wait at the most, however few they are. A sink that says so is also fed
   * when the journal closes; another finds what waits at the next start.
   */
  default Duration longestWait() {
    return ChronoUnit.FOREVER.getDuration();
  }
}
