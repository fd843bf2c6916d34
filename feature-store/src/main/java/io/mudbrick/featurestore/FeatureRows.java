package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.FeatureVector.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows with their features, and how to read them; get some from {@link FeaturePlan#run}. Immutable,
 * thread-safe.
 */
public interface FeatureRows {
  /** The rows as they came, and behind them the features that did not come with them. */
  ColumnBatch rows();

  /**
   * What the spec puts out: its included columns, in its order. This is what a Feature Serving
   * endpoint answers under {@code outputs}.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the rows lack an included
   *     column that the caller has to send
   */
  ColumnBatch outputs();

  /** The features that came with the rows. */
  List<String> overridden();

  /**
   * What a row's value of a feature means: where a default stands in, what it stands in for. Of a
   * column that came with the rows, and of one that a function computed, PRESENT or NULL.
   *
   * @param row counted from 0
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown feature
   */
  State state(String feature, int row);

  /** The time of the table's row that a feature was taken from; null where there is none. */
  @Nullable Instant eventTime(String feature, int row);

  /** How old the tables were, in the order of their lookups; each table once for each of these. */
  List<Freshness> freshness();

  /**
   * A table as it was looked into.
   *
   * @param version the Delta version
   * @param publishedAt when that version came online; null for a table that is read itself
   */
  record Freshness(String table, long version, @Nullable Instant publishedAt) {}
}
