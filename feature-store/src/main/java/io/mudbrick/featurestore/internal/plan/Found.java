package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.internal.join.ColumnOut;
import io.mudbrick.featurestore.internal.join.Fetched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns that a plan found or computed, by their place in the spec, and where they are from. */
final class Found {
  private final @Nullable ColumnVector[] columns;
  private final @Nullable ColumnVector[] raw;
  private final @Nullable Fetched[] origins;
  private final List<Route.Fetch> fetches = new ArrayList<>(4);

  /**
   * @param places how many columns the spec has
   */
  Found(int places) {
    columns = new @Nullable ColumnVector[places];
    raw = new @Nullable ColumnVector[places];
    origins = new @Nullable Fetched[places];
  }

  /**
   * @param json whether arrays and maps come as JSON, as online stores have them
   */
  void add(Route.Fetch fetch, Fetched fetched, boolean json) {
    fetches.add(fetch);
    List<ColumnVector> values = fetched.values();
    for (int i = 0; i < values.size(); i++) {
      ColumnVector value = values.get(i);
      int place = fetch.places()[i];
      origins[place] = fetched;
      raw[place] = value;
      ColumnVector complete = withDefault(fetch.outputs().get(i), value);
      columns[place] = json ? Faithful.asJson(complete) : complete;
    }
  }

  void add(int place, ColumnVector computed) {
    columns[place] = computed;
  }

  @Nullable ColumnVector get(int place) {
    return columns[place];
  }

  /** Where a looked-up column is from; null for another one. */
  @Nullable Fetched origin(int place) {
    return origins[place];
  }

  /** Whether a looked-up column has a null in a row, be there a default or not. */
  boolean isNull(int place, int row) {
    ColumnVector value = raw[place];
    return value == null || value.isNull(row);
  }

  List<Route.Fetch> fetches() {
    return fetches;
  }

  private static ColumnVector withDefault(LookedUp output, ColumnVector vector) {
    Object value = output.defaultValue();
    if (value == null || vector.nullCount() == 0) {
      return vector;
    }
    Column one = Column.of(output.name(), output.type());
    return ColumnOut.filled(vector, ColumnVector.builder(one, 1).add(value).build());
  }
}
