package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.JoinOptions;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.join.Fetched;
import io.mudbrick.featurestore.internal.join.TableJoin;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One version of a feature table, which is read when features are fetched. */
final class DeltaBoundTable implements BoundTable {
  private final List<Column> keys;
  private final @Nullable Column time;
  private final Schema features;
  private final TableJoin join;

  /** Reads nothing yet. */
  DeltaBoundTable(
      FeatureTable table,
      TableRead read,
      Collection<String> features,
      JoinOptions options,
      Supplier<Path> spill) {
    Schema schema = read.schema();
    keys = table.lookupKeys().stream().map(schema::column).toList();
    String timeName = table.timeseriesColumn();
    time = timeName == null ? null : schema.column(timeName);
    this.features = schema.select(features);
    join = new TableJoin(table.name(), read, keys, time, options, spill);
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
    return features;
  }

  @Override
  public Fetched fetch(
      List<ColumnVector> keyValues,
      @Nullable ColumnVector asOf,
      long lookbackMicros,
      List<String> names) {
    return join.fetch(
        keyValues, asOf, lookbackMicros, names.stream().map(features::column).toList());
  }
}
