package io.mudbrick.featurestore.view;

/** What a feature is: an {@link Aggregation} or a {@link ColumnSelection}. */
public sealed interface Computation permits Aggregation, ColumnSelection {
  /** The column of the source that it takes. */
  String input();
}
