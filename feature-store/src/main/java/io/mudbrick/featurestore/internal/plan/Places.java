package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the columns of a spec stand in it: by name, whose case does not matter. */
final class Places {
  static final int NONE = -1;

  private final Map<String, Integer> byName = new HashMap<>();
  private final List<SpecColumn> columns;

  Places(FeatureSpec spec) {
    columns = spec.columns();
    for (int i = 0; i < columns.size(); i++) {
      byName.put(columns.get(i).name().toLowerCase(Locale.ROOT), i);
    }
  }

  int size() {
    return columns.size();
  }

  int of(String name) {
    return byName.getOrDefault(name.toLowerCase(Locale.ROOT), NONE);
  }

  SpecColumn column(int place) {
    return columns.get(place);
  }
}
