package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddCDCFile;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.FileAction;
import io.delta.standalone.actions.RemoveFile;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Reads the files that one commit added and removed, which a vacuum may have deleted. */
record ChangeFiles(DataFiles data, Schema table, List<String> partitions, long version) {

  /** The rows of a file, with the columns of the last version of the range. */
  ColumnBatch rows(FileAction file) {
    return data.read(file(file), table, partitions);
  }

  /** The rows of a file that another engine wrote for those who ask for changes. */
  ColumnBatch written(FileAction file) {
    Schema schema = table.plus(List.of(Column.of(TableChanges.CHANGE_TYPE, ColumnType.STRING)));
    return data.read(file(file), schema, partitions);
  }

  private AddFile file(FileAction action) {
    if (!Files.exists(data.path(action.getPath()))) {
      throw FileErrors.changeFileGone(data.path(action.getPath()), version);
    }
    return new AddFile(action.getPath(), partitionValues(action), 0, 0, false, null, Map.of());
  }

  private Map<String, String> partitionValues(FileAction action) {
    if (action instanceof AddFile added) {
      return added.getPartitionValues();
    }
    Map<String, String> values =
        action instanceof RemoveFile removed
            ? removed.getPartitionValues()
            : ((AddCDCFile) action).getPartitionValues();
    if (values == null && !partitions.isEmpty()) {
      throw FileErrors.removalWithoutPartition(action.getPath(), version);
    }
    return values == null ? Map.of() : values;
  }
}
