package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.ColumnBatch;
import java.util.List;

/**
 * A {@link FeatureSpec} bound to its tables, ready to turn keys into features; get one from {@link
 * FeatureStore#plan}. One row and a million rows take the same path, and so do training, batch
 * scoring and serving: only where the rows of a table are found differs. Thread-safe.
 */
public interface FeaturePlan {

  /**
   * The columns that rows must carry: keys, timestamps where the plan reads as of a time, and what
   * the model takes beside features. A column that is in fact overridden need not have its keys.
   */
  List<String> requiredColumns();

  /** The columns of the spec that are looked up and included, in its order. */
  List<String> features();

  /**
   * The rows with their features: every row, in order, with the columns that came and the looked-up
   * ones behind. A column that comes under a feature's name overrides the lookup for all rows.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when a key column is missing or its
   *     type is not the table's
   */
  ColumnBatch apply(ColumnBatch rows);
}
