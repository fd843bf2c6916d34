package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.join.Fetched;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a feature table, read into memory and indexed. */
final class DeltaBoundTable implements BoundTable {
  private final List<Column> keys;
  private final @Nullable Column time;
  private final ColumnBatch features;
  private final TableIndex index;
  private final long @Nullable [] times;
  private final long version;

  /** Reads the keys and these features, and no other column. */
  DeltaBoundTable(FeatureTable table, TableRead read, Collection<String> features) {
    List<String> columns = new ArrayList<>(table.primaryKeys());
    columns.addAll(features);
    ColumnBatch batch = read.columns(columns).toColumns();
    this.keys = table.lookupKeys().stream().map(batch.schema()::column).toList();
    String timeName = table.timeseriesColumn();
    this.time = timeName == null ? null : batch.schema().column(timeName);
    this.features = batch.select(features);
    this.times = timeName == null ? null : TableIndex.micros(batch.column(timeName));
    this.version = read.version();
    this.index =
        new TableIndex(
            table.lookupKeys().stream().map(batch::column).toList(),
            timeName == null ? null : batch.column(timeName));
  }

  @Override
  public List<Column> keys() {
    return keys;
  }

  @Override
  public @Nullable Column time() {
    return time;
  }

  @Override
  public Schema features() {
    return features.schema();
  }

  @Override
  public Fetched fetch(
      List<ColumnVector> keyValues,
      @Nullable ColumnVector asOf,
      long lookbackMicros,
      List<String> names) {
    int[] rows =
        asOf == null ? index.find(keyValues) : index.findAsOf(keyValues, asOf, lookbackMicros);
    List<ColumnVector> values =
        names.stream().map(name -> features.column(name).take(rows)).toList();
    return new Rows(values, rows, times, version);
  }

  /**
   * @param rows the place of each row in the table
   * @param times by place
   */
  private record Rows(List<ColumnVector> values, int[] rows, long @Nullable [] times, long version)
      implements Fetched {
    @Override
    public State state(int row) {
      return rows[row] == TableIndex.NONE ? State.NOT_FOUND : State.PRESENT;
    }

    @Override
    public long eventMicros(int row) {
      return times == null || rows[row] == TableIndex.NONE ? NO_TIME : times[rows[row]];
    }

    @Override
    public @Nullable Instant publishedAt() {
      return null;
    }
  }
}
