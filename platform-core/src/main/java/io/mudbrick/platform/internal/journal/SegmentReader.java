package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.journal.JournalRecord;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a segment's records, one after the other. Not thread-safe. */
interface SegmentReader extends Closeable {
  /**
   * Goes to the next record that is there whole; says whether there is one.
   *
   * @throws io.mudbrick.platform.PlatformException {@code DATA_LOSS} when it is not what was
   *     written
   */
  boolean next() throws IOException;

  /** Where in the file the record ends at which this stands. */
  long end();

  /**
   * The record at which this stands; null when it is of another topic.
   *
   * @param journal the journal's name, {@code sequence} the record's number in it
   */
  @Nullable JournalRecord record(String journal, long sequence, String topic);
}
