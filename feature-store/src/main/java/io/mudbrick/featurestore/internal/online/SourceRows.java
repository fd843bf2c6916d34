package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a version of a feature table looks like online: the newest row of each key, in the order of
 * the keys' bytes. Which row is the newest is decided here and nowhere else, over all rows of the
 * version, so that a row that came late cannot win over a newer one.
 */
final class SourceRows {
  private record KeyedRow(KeyBytes key, int row) {}

  private final List<KeyedRow> rows;
  private final ColumnBatch payload;
  private final PayloadCodec codec;

  private SourceRows(List<KeyedRow> rows, ColumnBatch payload, PayloadCodec codec) {
    this.rows = rows;
    this.payload = payload;
    this.codec = codec;
  }

  static SourceRows of(FeatureTable table, ColumnBatch batch, Layout layout) {
    List<ColumnVector> keys = table.lookupKeys().stream().map(batch::column).toList();
    String time = table.timeseriesColumn();
    int[] newest = new TableIndex(keys, time == null ? null : batch.column(time)).find(keys);
    List<KeyedRow> rows = new ArrayList<>();
    for (int row = 0; row < newest.length; row++) {
      KeyBytes key = newest[row] == row ? KeyBytes.of(keys, row) : null;
      if (key != null) {
        rows.add(new KeyedRow(key, row));
      }
    }
    rows.sort(Comparator.comparing(KeyedRow::key));
    ColumnBatch payload = batch.select(layout.payloadSchema().names());
    return new SourceRows(rows, payload, new PayloadCodec(payload.schema()));
  }

  int size() {
    return rows.size();
  }

  KeyBytes key(int index) {
    return rows.get(index).key();
  }

  byte[] payload(int index) {
    return codec.encode(payload, rows.get(index).row());
  }
}
