package io.mudbrick.catalog.internal.tables;

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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A table behind a gate. */
public record GovernedTable(DeltaTable table, TableGate gate) implements DeltaTable {

  @Override
  public Path directory() {
    gate.read();
    gate.requireRaw(table.schema());
    return table.directory();
  }

  @Override
  public Schema schema() {
    return table.schema();
  }

  @Override
  public long version() {
    return table.version();
  }

  @Override
  public List<String> partitionColumns() {
    return table.partitionColumns();
  }

  @Override
  public Map<String, String> properties() {
    return table.properties();
  }

  @Override
  public TableDetail detail() {
    gate.read();
    TableDetail detail = table.detail();
    return gate.policy(table.schema()).hidesRows() ? detail.withoutRows() : detail;
  }

  @Override
  public TableRead read() {
    gate.read();
    return new GovernedRead(new MaskedRead(table.read(), gate), gate);
  }

  @Override
  public TableWrite write() {
    gate.write();
    return new GovernedWrite(table, table.write(), gate);
  }

  @Override
  public CommitResult addColumns(List<Column> columns) {
    gate.write();
    CommitResult result = table.addColumns(columns);
    gate.columnsMayHaveChanged(table.schema());
    return result;
  }

  @Override
  public TableMaintenance maintenance() {
    return new GovernedMaintenance(table, gate);
  }

  @Override
  public TableChanges changes(long from, long to) {
    gate.read();
    return new GovernedChanges(new MaskedChanges(table.changes(from, to), gate), gate);
  }

  @Override
  public TableChanges changesSince(long version) {
    gate.read();
    return new GovernedChanges(new MaskedChanges(table.changesSince(version), gate), gate);
  }

  @Override
  public List<TableCommit> history(int limit) {
    gate.read();
    List<TableCommit> commits = table.history(limit);
    if (!gate.policy(table.schema()).isEmpty()) {
      // Conditions name values, and counts tell of rows that may be hidden.
      return commits.stream()
          .map(
              c ->
                  new TableCommit(
                      c.version(),
                      c.timestamp(),
                      c.by(),
                      c.operation(),
                      Map.of(),
                      Map.of(),
                      c.basis()))
          .toList();
    }
    return commits;
  }

  @Override
  public OptionalLong lastTransaction(String application) {
    return table.lastTransaction(application);
  }
}
