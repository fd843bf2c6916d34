package io.mudbrick.featurestore.internal.online;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a file, and over them those that changed since it was written, which are in memory. Both
 * stay as they are, so a reader needs nothing else.
 */
final class FileRows implements ShownRows {
  private final RowFile file;
  private final Map<KeyBytes, @Nullable Row> changed;
  private final PayloadCodec codec;

  /**
   * @param changed null for rows that are gone; nobody changes it any more
   */
  FileRows(RowFile file, Map<KeyBytes, @Nullable Row> changed, PayloadCodec codec) {
    this.file = file;
    this.changed = changed;
    this.codec = codec;
  }

  @Override
  public List<StoredRow> find(List<@Nullable KeyBytes> keys) {
    List<StoredRow> rows = new ArrayList<>(keys.size());
    for (KeyBytes key : keys) {
      Row row = key == null ? null : kept(key);
      rows.add(row == null ? StoredRow.NONE : new StoredRow(codec.decode(row.payload())));
    }
    return rows;
  }

  @Override
  public @Nullable Row kept(KeyBytes key) {
    Row row = changed.get(key);
    return row != null || changed.containsKey(key) ? row : file.find(key);
  }

  @Override
  public long changes() {
    return changed.size();
  }

  @Override
  public boolean forEach(BiConsumer<KeyBytes, Row> consumer) {
    changed.forEach(
        (key, row) -> {
          if (row != null) {
            consumer.accept(key, row);
          }
        });
    file.forEach(
        (key, row) -> {
          if (!changed.containsKey(key)) {
            consumer.accept(key, row);
          }
        });
    return true;
  }

  @Override
  public ShownRows next(long stamp, Map<KeyBytes, @Nullable Row> further) {
    Map<KeyBytes, @Nullable Row> all = new HashMap<>(changed);
    all.putAll(further);
    return new FileRows(file, all, codec);
  }
}
