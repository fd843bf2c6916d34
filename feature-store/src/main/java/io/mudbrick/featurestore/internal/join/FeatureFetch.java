package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.TableRead;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads the features of rows that were found, and puts them where their labels are. */
final class FeatureFetch {
  private final PartRows rows;
  private final List<Column> features;
  private final List<ColumnOut> out;
  private final long memory;

  /**
   * @param memory for what is read at once
   */
  FeatureFetch(PartRows rows, List<Column> features, long memory) {
    this.rows = rows;
    this.features = features;
    this.memory = memory;
    out = features.stream().map(feature -> new ColumnOut(feature.type(), rows.size())).toList();
  }

  /**
   * @param part of the table, its {@code p}th
   * @param batchSize how many rows at most it brings at once
   */
  void read(TableRead part, int p, int batchSize) {
    int[] labels = rows.labels(p);
    for (int first = 0; first < features.size(); ) {
      int end = first + 1;
      long bytes = bytes(first, batchSize);
      while (end < features.size() && bytes + bytes(end, batchSize) <= memory) {
        bytes += bytes(end++, batchSize);
      }
      read(part, labels, first, end);
      first = end;
    }
  }

  private long bytes(int feature, int batchSize) {
    return switch (features.get(feature).type().storage()) {
      case BOOLEANS -> batchSize;
      case INTS, FLOATS -> 4L * batchSize;
      case LONGS, DOUBLES -> 8L * batchSize;
      case STRINGS, BINARIES, DECIMALS -> 64L * batchSize;
      case NESTED -> 256L * batchSize;
    };
  }

  private void read(TableRead part, int[] labels, int first, int end) {
    List<String> names = features.subList(first, end).stream().map(Column::name).toList();
    long offset = 0;
    int done = 0;
    int[] ordered = null;
    try (Stream<ColumnBatch> batches = part.columns(names).batches()) {
      for (ColumnBatch batch : (Iterable<ColumnBatch>) batches::iterator) {
        // Most parts come in one batch, which needs no order.
        if (ordered == null) {
          int size = batch.size();
          boolean whole = Arrays.stream(labels).allMatch(label -> rows.row(label) < size);
          ordered = whole ? labels : byRow(labels);
        }
        int from = done;
        while (done < ordered.length && rows.row(ordered[done]) < offset + batch.size()) {
          done++;
        }
        put(batch, offset, Arrays.copyOfRange(ordered, from, done), first, end);
        offset += batch.size();
      }
    }
  }

  private int[] byRow(int[] labels) {
    long[] keyed = Arrays.stream(labels).mapToLong(l -> rows.row(l) << 31 | l).sorted().toArray();
    return Arrays.stream(keyed).mapToInt(key -> (int) (key & Integer.MAX_VALUE)).toArray();
  }

  private void put(ColumnBatch batch, long offset, int[] labels, int first, int end) {
    int[] from = new int[labels.length];
    Arrays.setAll(from, i -> (int) (rows.row(labels[i]) - offset));
    for (int c = first; c < end; c++) {
      out.get(c).put(batch.column(c - first), from, labels);
    }
  }

  /** The features of each label; null where it has no row. */
  List<ColumnVector> columns() {
    return out.stream().map(ColumnOut::vector).toList();
  }
}
