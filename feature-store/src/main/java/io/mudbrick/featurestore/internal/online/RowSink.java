package io.mudbrick.featurestore.internal.online;

import java.util.function.LongConsumer;

/** Where the rows of a new generation go. */
interface RowSink {
  /**
   * Writes rows, of which none replaces a newer one.
   *
   * @param progress hears how many of them are written
   */
  void write(SourceRows rows, LongConsumer progress);

  /** How many keys there are by now. */
  long count();
}
