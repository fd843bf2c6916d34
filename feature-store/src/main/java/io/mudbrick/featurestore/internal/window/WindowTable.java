package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.join.Fetched;
import io.mudbrick.featurestore.view.Computation;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Features of one source, entity and time, computed from one version of a table when asked for. */
public final class WindowTable implements BoundTable {
  private final TableRead read;
  private final List<Column> keys;
  private final Column time;
  private final Map<String, Computation> computations = new LinkedHashMap<>();
  private final Schema features;

  /**
   * @param group features with the same source, entity and time
   */
  public WindowTable(TableRead read, List<Feature> group) {
    Feature one = group.get(0);
    Schema schema = read.schema();
    keys = one.entity().stream().map(schema::column).toList();
    time = schema.column(String.valueOf(one.timeseriesColumn()));
    List<Column> columns = new ArrayList<>();
    for (Feature feature : group) {
      Computation computation = feature.computation();
      computations.put(feature.name(), computation);
      columns.add(
          Column.of(
              feature.name(), WindowSource.type(computation, schema.column(computation.input()))));
    }
    features = Schema.of(columns);
    String filter = ((TableSource) one.source()).filter();
    this.read = filter == null ? read : read.where(filter);
  }

  @Override
  public List<Column> keys() {
    return keys;
  }

  @Override
  public Column time() {
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
    if (asOf == null) {
      throw new IllegalArgumentException("windows are of times");
    }
    List<Computation> wanted = new ArrayList<>();
    for (String name : names) {
      wanted.add(computations.get(features.column(name).name()));
    }
    WindowSource source = source(wanted, asOf);
    return new Computed(
        source.compute(wanted, keyValues, asOf), source.known(keyValues), read.version());
  }

  /** What can count for these times: nothing later than the last of them. */
  private WindowSource source(List<Computation> wanted, ColumnVector asOf) {
    Set<String> columns = new LinkedHashSet<>(keys.stream().map(Column::name).toList());
    columns.add(time.name());
    wanted.forEach(computation -> columns.add(read.schema().column(computation.input()).name()));
    Object latest = latest(asOf);
    ColumnBatch rows =
        latest == null
            ? ColumnBatch.empty(read.schema().select(columns))
            : read.where(Filter.atMost(time.name(), latest)).columns(columns).toColumns();
    return new WindowSource(rows, keys.stream().map(Column::name).toList(), time.name());
  }

  private static @Nullable Object latest(ColumnVector asOf) {
    int best = -1;
    for (int row = 0; row < asOf.size(); row++) {
      if (!asOf.isNull(row) && (best < 0 || after(asOf, row, best))) {
        best = row;
      }
    }
    return best < 0 ? null : asOf.get(best);
  }

  private static boolean after(ColumnVector times, int one, int other) {
    return switch (times.type().storage()) {
      case INTS -> times.ints()[one] > times.ints()[other];
      default -> times.longs()[one] > times.longs()[other];
    };
  }

  /** What the windows came to. */
  private record Computed(List<ColumnVector> values, boolean[] known, long version)
      implements Fetched {
    @Override
    public State state(int row) {
      return known[row] ? State.PRESENT : State.NOT_FOUND;
    }

    @Override
    public long eventMicros(int row) {
      return NO_TIME;
    }

    @Override
    public @Nullable Instant publishedAt() {
      return null;
    }
  }
}
