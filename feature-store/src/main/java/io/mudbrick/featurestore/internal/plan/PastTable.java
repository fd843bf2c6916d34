package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.join.Fetched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was before some of its features came: those are null.
 *
 * @param features as they are now
 */
record PastTable(BoundTable then, Schema features) implements BoundTable {
  @Override
  public List<Column> keys() {
    return then.keys();
  }

  @Override
  public @Nullable Column time() {
    return then.time();
  }

  @Override
  public Fetched fetch(
      List<ColumnVector> keys,
      @Nullable ColumnVector asOf,
      long lookbackMicros,
      List<String> names) {
    List<String> there = names.stream().filter(then.features()::contains).toList();
    Fetched found = then.fetch(keys, asOf, lookbackMicros, there);
    List<ColumnVector> values = new ArrayList<>();
    for (String name : names) {
      int at = there.indexOf(name);
      values.add(
          at < 0
              ? ColumnVector.ofNulls(features.column(name).type(), keys.get(0).size())
              : found.values().get(at));
    }
    return new Padded(found, values);
  }

  private record Padded(Fetched found, List<ColumnVector> values) implements Fetched {
    @Override
    public State state(int row) {
      return found.state(row);
    }

    @Override
    public long eventMicros(int row) {
      return found.eventMicros(row);
    }

    @Override
    public long version() {
      return found.version();
    }

    @Override
    public @Nullable Instant publishedAt() {
      return found.publishedAt();
    }
  }
}
