package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feature table that a plan looks into, wherever its rows are. Thread-safe. */
public interface BoundTable {
  /** The lookup keys, in order. */
  List<Column> keys();

  /** The column that {@code asOf} is compared with; null when rows are found by key alone. */
  @Nullable Column time();

  /** The features that can be fetched. */
  Schema features();

  /**
   * For each key the features of its row; null where there is none.
   *
   * @param keys of the types of {@link #keys()}
   * @param asOf of the type of {@link #time()}, and null when that is
   * @param lookbackMicros how old a row may be; {@code TableIndex.UNBOUNDED} for any age
   */
  Fetched fetch(
      List<ColumnVector> keys,
      @Nullable ColumnVector asOf,
      long lookbackMicros,
      List<String> features);
}
