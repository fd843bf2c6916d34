package io.mudbrick.featurestore.internal.replay;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLog;
import io.mudbrick.featurestore.FeatureRows;
import io.mudbrick.featurestore.internal.online.NestedJson;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log that appends to a Delta table. */
final class DeltaLog implements FeatureLog {
  private final LogLayout layout;
  private final DeltaTable table;
  private final Clock clock;
  private final Sample sample;
  private List<ColumnVectorBuilder> waiting;

  DeltaLog(LogLayout layout, DeltaTable table, Clock clock, double rate) {
    this.layout = layout;
    this.table = table;
    this.clock = clock;
    this.sample = new Sample(layout.keys(), rate);
    this.waiting = builders();
  }

  private List<ColumnVectorBuilder> builders() {
    return layout.schema().columns().stream()
        .map(column -> ColumnVector.builder(column, 64))
        .toList();
  }

  @Override
  public void add(FeatureRows served) {
    Instant now = clock.instant();
    ColumnBatch rows = served.rows();
    Map<String, Long> versions = new LinkedHashMap<>();
    served.freshness().forEach(fresh -> versions.put(fresh.table(), fresh.version()));
    List<@Nullable ColumnVector> columns = new ArrayList<>();
    for (Column sent : layout.sent()) {
      columns.add(column(rows, sent));
    }
    for (Column feature : layout.features()) {
      columns.add(column(rows, feature));
    }
    int[] chosen = sample.of(rows);
    if (chosen.length > 0) {
      append(chosen, now, versions, served.overridden(), columns);
    }
  }

  private static @Nullable ColumnVector column(ColumnBatch rows, Column wanted) {
    Column given = rows.schema().find(wanted.name());
    if (given == null) {
      return null;
    }
    boolean json =
        wanted.type() == ColumnType.STRING && given.type().storage() == ColumnType.Storage.NESTED;
    return json || given.type().equals(wanted.type()) ? rows.column(given.name()) : null;
  }

  private synchronized void append(
      int[] chosen,
      Instant now,
      Map<String, Long> versions,
      List<String> overridden,
      List<@Nullable ColumnVector> columns) {
    for (int row : chosen) {
      waiting.get(0).add(now);
      waiting.get(1).add(versions);
      waiting.get(2).add(overridden);
      for (int c = 0; c < columns.size(); c++) {
        ColumnVector column = columns.get(c);
        waiting.get(3 + c).add(column == null ? null : value(column, row));
      }
    }
    if (waiting.get(0).size() >= BATCH) {
      flush();
    }
  }

  private static @Nullable Object value(ColumnVector column, int row) {
    Object value = column.get(row);
    if (value == null || column.type().storage() != ColumnType.Storage.NESTED) {
      return value;
    }
    return NestedJson.write(value);
  }

  @Override
  public synchronized void flush() {
    if (waiting.get(0).size() > 0) {
      Schema schema = layout.schema();
      table.append(
          ColumnBatch.of(schema, waiting.stream().map(ColumnVectorBuilder::build).toList()));
      waiting = builders();
    }
  }

  @Override
  public void close() {
    flush();
  }
}
