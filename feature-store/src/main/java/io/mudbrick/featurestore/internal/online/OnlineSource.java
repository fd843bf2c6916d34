package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.join.BoundTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An online table as a plan sees it: each fetch sees one publish, the newest. */
public final class OnlineSource implements BoundTable {
  private final OnlineViews views;
  private final String metastore;
  private final String name;
  private final String sourceId;

  OnlineSource(OnlineViews views, String metastore, String name, String sourceId) {
    this.views = views;
    this.metastore = metastore;
    this.name = name;
    this.sourceId = sourceId;
  }

  @Override
  public List<Column> keys() {
    return views.view(metastore, name).keys();
  }

  /** None: only the newest row of each key is online. */
  @Override
  public @Nullable Column time() {
    return null;
  }

  @Override
  public Schema features() {
    return views.view(metastore, name).features();
  }

  @Override
  public List<ColumnVector> fetch(
      List<ColumnVector> keys,
      @Nullable ColumnVector asOf,
      long lookbackMicros,
      List<String> features) {
    int count = keys.get(0).size();
    List<@Nullable KeyBytes> bytes = new ArrayList<>(count);
    for (int row = 0; row < count; row++) {
      bytes.add(KeyBytes.of(keys, row));
    }
    OnlineViews.Found found = views.rows(metastore, name, bytes);
    OnlineView view = found.view();
    if (!view.record().sourceId().equals(sourceId)) {
      throw OnlineErrors.noSuitableOnlineTable(view.record().sourceTable());
    }
    List<ColumnVector> vectors = new ArrayList<>(features.size());
    for (String feature : features) {
      int position = view.position(feature);
      ColumnVectorBuilder vector = ColumnVector.builder(view.features().column(feature), count);
      for (StoredRow row : found.rows()) {
        vector.add(row == StoredRow.NONE ? null : row.get(position));
      }
      vectors.add(vector.build());
    }
    return vectors;
  }
}
