package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.featurestore.FeatureVector;
import io.mudbrick.featurestore.internal.OnlineErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between keys as maps and rows as vectors. */
final class FeatureVectors {
  private static final FeatureVector.Value NOT_FOUND =
      new FeatureVector.Value(null, FeatureVector.State.NOT_FOUND);
  private static final FeatureVector.Value EXPIRED =
      new FeatureVector.Value(null, FeatureVector.State.EXPIRED);
  private static final FeatureVector.Value NULL =
      new FeatureVector.Value(null, FeatureVector.State.NULL);

  private FeatureVectors() {}

  static List<@Nullable KeyBytes> keys(
      String table, List<Column> columns, List<? extends Map<String, ?>> keys) {
    List<ColumnVectorBuilder> builders =
        columns.stream().map(column -> ColumnVector.builder(column, keys.size())).toList();
    for (Map<String, ?> key : keys) {
      if (key.size() != columns.size()) {
        throw OnlineErrors.wrongKey(table, columns, key.keySet());
      }
      for (int c = 0; c < columns.size(); c++) {
        Object value = key.get(columns.get(c).name());
        if (value == null) {
          throw OnlineErrors.wrongKey(table, columns, key.keySet());
        }
        builders.get(c).add(value);
      }
    }
    List<ColumnVector> vectors = builders.stream().map(ColumnVectorBuilder::build).toList();
    List<@Nullable KeyBytes> bytes = new ArrayList<>(keys.size());
    for (int row = 0; row < keys.size(); row++) {
      bytes.add(KeyBytes.of(vectors, row));
    }
    return bytes;
  }

  static List<FeatureVector> of(OnlineViews.Found found, Instant now) {
    List<FeatureVector> vectors = new ArrayList<>(found.rows().size());
    Instant oldest = found.view().oldest(now);
    for (StoredRow row : found.rows()) {
      vectors.add(vector(found.view(), row, oldest));
    }
    return vectors;
  }

  private static FeatureVector vector(OnlineView view, StoredRow row, @Nullable Instant oldest) {
    Instant time = view.eventTime(row);
    boolean expired = time != null && oldest != null && time.isBefore(oldest);
    Map<String, FeatureVector.Value> values = new LinkedHashMap<>();
    int position = view.time() == null ? 0 : 1;
    for (Column feature : view.features().columns()) {
      values.put(feature.name(), expired ? EXPIRED : value(row, position));
      position++;
    }
    return new FeatureVector(values, time, view.record().version(), view.record().publishedAt());
  }

  private static FeatureVector.Value value(StoredRow row, int position) {
    if (row == StoredRow.NONE) {
      return NOT_FOUND;
    }
    Object value = row.get(position);
    return value == null ? NULL : new FeatureVector.Value(value, FeatureVector.State.PRESENT);
  }
}
