package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.platform.model.Frame;
import java.util.List;

/**
 * A {@link FeatureSpec} bound to its tables and functions, ready to turn keys into features; get
 * one from {@link FeatureStore#plan}. One row and a million rows take the same path, and so do
 * training, batch scoring and serving: only where the rows of a table are found differs.
 * Thread-safe.
 */
public interface FeaturePlan {

  /**
   * The columns that rows must carry: keys, timestamps where the plan reads as of a time, what
   * functions take, and what the model takes beside features. A column that is in fact overridden
   * need not have its keys.
   */
  List<String> requiredColumns();

  /** The same with their types. */
  List<Column> inputs();

  /** The columns of the spec that are looked up or computed and included, in its order. */
  List<String> features();

  /** The columns of {@link FeatureRows#outputs()}. */
  List<Column> outputs();

  /**
   * The rows with their features: every row, in order, with the columns that came and the features
   * behind. A column that comes under a feature's name overrides it for all rows.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when a key column is missing or its
   *     type is not the table's, and as {@link io.mudbrick.catalog.ColumnFunction#call} does
   */
  default ColumnBatch apply(ColumnBatch rows) {
    return run(rows).rows();
  }

  /** As {@link #apply}, and says how to read the features. */
  FeatureRows run(ColumnBatch rows);

  /**
   * The rows of a request, brought to the types of the spec first.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST, in the words of a model's
   *     signature, when a column is missing or does not fit; in a faithful online plan also when
   *     some rows override a feature and others do not
   */
  FeatureRows run(Frame rows);
}
