package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import io.mudbrick.catalog.delta.TableCommit;
import io.mudbrick.catalog.delta.TableDetail;
import io.mudbrick.catalog.delta.TableMaintenance;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.TableWrite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A table with features that we do not write: deletion vectors, column mapping, v2 checkpoints and
 * the like. It is read through Delta Kernel.
 */
final class ForeignTable implements DeltaTable {
  private final KernelLog log;

  ForeignTable(KernelLog log) {
    this.log = log;
  }

  @Override
  public Path directory() {
    return log.directory();
  }

  @Override
  public Schema schema() {
    return KernelLog.schema(log.newest());
  }

  @Override
  public long version() {
    return log.newest().getVersion();
  }

  @Override
  public List<String> partitionColumns() {
    return List.copyOf(log.newest().getPartitionColumnNames());
  }

  @Override
  public Map<String, String> properties() {
    return Map.copyOf(log.newest().getTableProperties());
  }

  @Override
  public TableDetail detail() {
    return log.detail(log.newest(), OptionalLong.empty());
  }

  @Override
  public TableRead read() {
    return new KernelRead(log, log.newest(), ReadOptions.ALL);
  }

  @Override
  public TableWrite write() {
    throw refused();
  }

  @Override
  public CommitResult addColumns(List<Column> columns) {
    throw refused();
  }

  @Override
  public TableMaintenance maintenance() {
    throw refused();
  }

  @Override
  public TableChanges changes(long from, long to) {
    throw DeltaErrors.changesOfForeign(log.directory());
  }

  @Override
  public TableChanges changesSince(long version) {
    throw DeltaErrors.changesOfForeign(log.directory());
  }

  private RuntimeException refused() {
    return DeltaErrors.unsupportedForWrite(log.directory(), log.unsupportedForWrite());
  }

  @Override
  public List<TableCommit> history(int limit) {
    List<TableCommit> commits = new ArrayList<>();
    for (long v = version();
        v >= 0 && commits.size() < limit && CommitFile.exists(directory(), v);
        v--) {
      commits.add(CommitFile.read(directory(), v));
    }
    return commits;
  }

  @Override
  public OptionalLong lastTransaction(String application) {
    return log.newest()
        .getLatestTransactionVersion(log.engine(), application)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }
}
