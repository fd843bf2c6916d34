package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log tells of the values in one file: those of its partition, and its statistics. */
final class FileValues {
  private final Map<String, String> partition;
  private final List<String> partitionColumns;
  private final FileStats stats;

  FileValues(AddFile file, List<String> partitionColumns) {
    this.partition = file.getPartitionValues();
    this.partitionColumns = partitionColumns;
    this.stats = FileStats.parse(file.getStats());
  }

  /** No value is less than this; null when nothing is known. */
  @Nullable Object least(FieldPath path) {
    return inPartition(path) ? partitionValue(path) : stats.least(path);
  }

  /** No value is greater than this; null when nothing is known. */
  @Nullable Object greatest(FieldPath path) {
    return inPartition(path) ? partitionValue(path) : stats.greatest(path);
  }

  boolean onlyNulls(FieldPath path) {
    return inPartition(path) ? partitionValue(path) == null : stats.onlyNulls(path);
  }

  boolean noNulls(FieldPath path) {
    return inPartition(path) ? partitionValue(path) != null : stats.noNulls(path);
  }

  /** Whether least and greatest are values that occur. */
  boolean exact(FieldPath path) {
    ColumnType type = path.leaf().type();
    return inPartition(path)
        || type.storage() == ColumnType.Storage.INTS
        || type == ColumnType.LONG;
  }

  private boolean inPartition(FieldPath path) {
    return path.isColumn()
        && partitionColumns.stream().anyMatch(path.root().name()::equalsIgnoreCase);
  }

  private @Nullable Object partitionValue(FieldPath path) {
    Column column = path.root();
    Column nullable = new Column(column.name(), column.type(), true, null);
    return Partitions.constant(nullable, partition.get(column.name()), 1).get(0);
  }
}
