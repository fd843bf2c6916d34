package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The rows that should be online, found by the bytes of their key: an open-addressing table of
 * places, so that a million rows take a few megabytes beside the columns they are read from.
 */
final class ExpectedRows {
  private static final int FREE = -1;

  private final List<Column> keyColumns;
  private final List<ColumnVector> keys;
  private final ColumnBatch payload;
  private final PayloadCodec codec;
  private final int[] places;
  private final int[] hashes;
  private int size;

  ExpectedRows(FeatureTable table, ColumnBatch batch, Layout layout) {
    keyColumns = layout.keyColumns();
    keys = table.lookupKeys().stream().map(batch::column).toList();
    payload = batch.select(layout.payloadSchema().names());
    codec = new PayloadCodec(payload.schema());
    String time = table.timeseriesColumn();
    int[] newest = new TableIndex(keys, time == null ? null : batch.column(time)).find(keys);
    int capacity = Integer.highestOneBit(Math.max(8, batch.size())) * 4;
    places = new int[capacity];
    hashes = new int[capacity];
    Arrays.fill(places, FREE);
    for (int row = 0; row < newest.length; row++) {
      KeyBytes key = newest[row] == row ? KeyBytes.of(keys, row) : null;
      if (key != null) {
        add(key, row);
      }
    }
  }

  private void add(KeyBytes key, int row) {
    int slot = spread(key.hashCode());
    while (places[slot] != FREE) {
      slot = (slot + 1) & (places.length - 1);
    }
    places[slot] = row;
    hashes[slot] = key.hashCode();
    size++;
  }

  private int spread(int hash) {
    return ((hash * 0x9E3779B9) >>> 8) & (places.length - 1);
  }

  int size() {
    return size;
  }

  /** A number above that of every slot. */
  int slots() {
    return places.length;
  }

  boolean isUsed(int slot) {
    return places[slot] != FREE;
  }

  /** The slot of a key, or -1. */
  int find(byte[] bytes) {
    KeyBytes wanted = new KeyBytes(bytes);
    int hash = wanted.hashCode();
    int slot = spread(hash);
    while (places[slot] != FREE) {
      if (hashes[slot] == hash && wanted.isOf(keys, places[slot])) {
        return slot;
      }
      slot = (slot + 1) & (places.length - 1);
    }
    return FREE;
  }

  boolean matches(int slot, byte[] stored) {
    return codec.matches(payload, places[slot], stored);
  }

  Map<String, Object> key(int slot) {
    Map<String, Object> key = new LinkedHashMap<>();
    for (int c = 0; c < keyColumns.size(); c++) {
      key.put(keyColumns.get(c).name(), Objects.requireNonNull(keys.get(c).get(places[slot])));
    }
    return key;
  }

  /** The key of a row that is online only. */
  Map<String, Object> key(byte[] bytes) {
    return KeyBytes.values(keyColumns, bytes);
  }

  /** The columns in which a stored payload differs. */
  List<String> differing(int slot, byte[] stored) {
    Object[] wanted = codec.decode(codec.encode(payload, places[slot]));
    Object[] found = codec.decode(stored);
    return IntStream.range(0, wanted.length)
        .filter(c -> !Objects.deepEquals(wanted[c], found[c]))
        .mapToObj(c -> payload.schema().column(c).name())
        .toList();
  }
}
