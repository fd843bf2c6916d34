package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.internal.join.BoundTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fetch.
 *
 * @param name the table's
 * @param time the rows' time column; null when the table's rows are found by key alone
 * @param bound the rows' time column where the table finds rows by key alone, and a strict plan
 *     looks afterwards whether the row is one of that time; else null
 */
record Step(
    String name,
    BoundTable table,
    List<Column> keys,
    @Nullable Column time,
    @Nullable Column bound,
    long lookbackMicros,
    List<LookedUp> outputs) {

  /** The keys and times that it takes from rows. */
  List<Column> inputs() {
    List<Column> inputs = new ArrayList<>(keys);
    if (time != null) {
      inputs.add(time);
    }
    if (bound != null) {
      inputs.add(bound);
    }
    return inputs;
  }
}
