package io.mudbrick.featurestore.internal.online;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The rows of an online table as one publish left them. Thread-safe. */
interface ShownRows {
  /**
   * The row of each key, {@link StoredRow#NONE} for those that have none; null when the table shows
   * another publish by now, and these can no longer be read.
   */
  @Nullable List<StoredRow> find(List<@Nullable KeyBytes> keys);

  /** A row as it is kept. Only for who has claimed the table, so that no other publish follows. */
  @Nullable Row kept(KeyBytes key);

  /** How many rows are kept beside the file that has the others. */
  long changes();

  /** Hands on each row; false when the table shows another publish by now. */
  boolean forEach(BiConsumer<KeyBytes, Row> consumer);

  /**
   * The rows of the next publish, if they need not be read anew.
   *
   * @param changed the rows of keys, null for those that have none any more
   */
  @Nullable ShownRows next(long stamp, Map<KeyBytes, @Nullable Row> changed);
}
