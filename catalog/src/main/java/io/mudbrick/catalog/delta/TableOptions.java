package io.mudbrick.catalog.delta;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new table may have beside its columns.
 *
 * @param partitionColumns columns by whose values the files are split; usually none
 * @param properties Delta table properties, such as {@code delta.appendOnly}
 */
public record TableOptions(
    List<String> partitionColumns, Map<String, String> properties, @Nullable String comment) {
  /** No partitions, no properties, no comment. */
  public static final TableOptions DEFAULT = new TableOptions(List.of(), Map.of(), null);

  public TableOptions {
    partitionColumns = List.copyOf(partitionColumns);
    properties = Map.copyOf(properties);
  }

  /** These options with other partition columns. */
  public TableOptions partitionedBy(String... columns) {
    return new TableOptions(List.of(columns), properties, comment);
  }

  /** These options with other properties. */
  public TableOptions withProperties(Map<String, String> values) {
    return new TableOptions(partitionColumns, values, comment);
  }

  /** These options with a comment. */
  public TableOptions withComment(String text) {
    return new TableOptions(partitionColumns, properties, text);
  }
}
