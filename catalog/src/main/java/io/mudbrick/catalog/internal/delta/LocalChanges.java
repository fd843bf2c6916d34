package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Snapshot;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddCDCFile;
import io.delta.standalone.actions.FileAction;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes of a table in a local directory. */
final class LocalChanges implements TableChanges {
  private final TableLog log;
  private final DataFiles data;
  private final long from;
  private final long to;
  private final Schema table;
  private final List<String> partitions;
  private final @Nullable List<String> key;

  LocalChanges(TableLog log, DataFiles data, long from, long to) {
    this(log, data, from, to, log.at(to), null);
  }

  private LocalChanges(
      TableLog log, DataFiles data, long from, long to, Snapshot last, @Nullable List<String> key) {
    this.log = log;
    this.data = data;
    this.from = from;
    this.to = to;
    this.table = LogSchema.of(last.getMetadata());
    this.partitions = last.getMetadata().getPartitionColumns();
    this.key = key;
  }

  @Override
  public TableChanges byKey(Collection<String> keyColumns) {
    if (keyColumns.isEmpty()) {
      throw DeltaErrors.noKeyColumns();
    }
    return new LocalChanges(log, data, from, to, log.at(to), table.select(keyColumns).names());
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public long to() {
    return to;
  }

  @Override
  public boolean isEmpty() {
    return versions().allMatch(version -> changing(version).isEmpty());
  }

  @Override
  public Schema schema() {
    return table.plus(
        List.of(
            Column.of(CHANGE_TYPE, ColumnType.STRING),
            Column.of(COMMIT_VERSION, ColumnType.LONG),
            Column.of(COMMIT_TIMESTAMP, ColumnType.TIMESTAMP)));
  }

  @Override
  public Stream<ColumnBatch> batches() {
    return versions().mapToObj(this::changes).filter(batch -> batch.size() > 0);
  }

  private LongStream versions() {
    return LongStream.rangeClosed(from, to);
  }

  /** The actions of a commit that change rows. */
  private List<FileAction> changing(long version) {
    List<Action> actions =
        log.actions(version)
            .orElseThrow(() -> DeltaErrors.changesExpired(data.directory(), version));
    return actions.stream()
        .filter(FileAction.class::isInstance)
        .map(FileAction.class::cast)
        .filter(action -> action.isDataChange() || action instanceof AddCDCFile)
        .toList();
  }

  private ColumnBatch changes(long version) {
    List<FileAction> actions = changing(version);
    if (actions.isEmpty()) {
      return ColumnBatch.empty(schema());
    }
    ChangeRows rows = new ChangeRows(new ChangeFiles(data, table, partitions, version), schema());
    rows.read(actions);
    return rows.batch(version, log.time(version), log.commitInfo(version), key);
  }
}
