package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureVector.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link BoundTable} found. What is said of rows is worked out when somebody asks. */
public interface Fetched {
  /** No time: the table has none, or no row was found. */
  long NO_TIME = Long.MIN_VALUE;

  /** A vector for each feature that was asked for, in that order. */
  List<ColumnVector> values();

  /** PRESENT when a row was found, else why there is none; a null in the row is not told here. */
  State state(int row);

  /** The row's own time in microseconds, or {@link #NO_TIME}. */
  long eventMicros(int row);

  /** The Delta version that the rows are of. */
  long version();

  /** When that version was published; null for a table that is read itself. */
  @Nullable Instant publishedAt();
}
