package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A read behind a gate, which is asked again when rows are really wanted. */
record GovernedRead(TableRead read, TableGate gate) implements TableRead {

  /** The read of the files, without gate and masks. */
  TableRead raw() {
    return read instanceof MaskedRead masked ? masked.raw() : read;
  }

  @Override
  public TableRead columns(Collection<String> names) {
    return new GovernedRead(read.columns(names), gate);
  }

  @Override
  public TableRead where(Filter filter) {
    return new GovernedRead(read.where(filter), gate);
  }

  @Override
  public TableRead limit(long rows) {
    return new GovernedRead(read.limit(rows), gate);
  }

  @Override
  public TableRead version(long version) {
    return new GovernedRead(read.version(version), gate);
  }

  @Override
  public TableRead asOf(Instant time) {
    return new GovernedRead(read.asOf(time), gate);
  }

  @Override
  public long version() {
    return read.version();
  }

  @Override
  public Schema schema() {
    return read.schema();
  }

  @Override
  public ColumnBatch toColumns() {
    gate.read();
    return read.toColumns();
  }

  @Override
  public Stream<ColumnBatch> batches() {
    gate.read();
    return read.batches();
  }

  @Override
  public List<TableRead> parts(Filter hint) {
    gate.read();
    return read.parts(hint);
  }

  @Override
  public Stream<Row> rows() {
    gate.read();
    return read.rows();
  }

  @Override
  public long count() {
    gate.read();
    return read.count();
  }

  @Override
  public List<Path> files() {
    gate.read();
    return read.files();
  }
}
