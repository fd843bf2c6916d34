package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.internal.join.Fetched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns that a plan found or computed, by name, and where they are from. */
final class Found {

  /**
   * Where a looked-up column is from.
   *
   * @param raw its values before the default
   */
  record Origin(Fetched fetched, ColumnVector raw) {}

  private final Map<String, ColumnVector> columns = new HashMap<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private final List<Route.Fetch> fetches = new ArrayList<>();

  /**
   * @param json whether arrays and maps come as JSON, as online stores have them
   */
  void add(Route.Fetch fetch, Fetched fetched, boolean json) {
    fetches.add(fetch);
    for (int i = 0; i < fetch.outputs().size(); i++) {
      LookedUp output = fetch.outputs().get(i);
      ColumnVector raw = fetched.values().get(i);
      origins.put(output.name(), new Origin(fetched, raw));
      ColumnVector complete = withDefault(output, raw);
      columns.put(output.name(), json ? Faithful.asJson(complete) : complete);
    }
  }

  void add(String name, ColumnVector computed) {
    columns.put(name, computed);
  }

  @Nullable ColumnVector get(String name) {
    return columns.get(name);
  }

  @Nullable Origin origin(String name) {
    return origins.get(name);
  }

  List<Route.Fetch> fetches() {
    return fetches;
  }

  private static ColumnVector withDefault(LookedUp output, ColumnVector vector) {
    Object value = output.defaultValue();
    if (value == null || vector.nullCount() == 0) {
      return vector;
    }
    ColumnVectorBuilder filled =
        ColumnVector.builder(Column.of(output.name(), output.type()), vector.size());
    for (int i = 0; i < vector.size(); i++) {
      filled.add(vector.isNull(i) ? value : vector.get(i));
    }
    return filled.build();
  }
}
