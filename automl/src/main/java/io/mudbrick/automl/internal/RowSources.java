package io.mudbrick.automl.internal;

import io.mudbrick.automl.internal.data.Frames;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.TrainingSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what AutoML is given. */
final class RowSources {
  private RowSources() {}

  /** The newest version of a table, as the catalog's caller sees it. */
  static Rows table(Catalog catalog, String name) {
    return rows(catalog, name, catalog.tables().open(name).read());
  }

  /** The table as it was at that version. */
  static Rows table(Catalog catalog, String name, long version) {
    return rows(catalog, name, catalog.tables().open(name).read().version(version));
  }

  private static Rows rows(Catalog catalog, String name, TableRead read) {
    return new Rows(
        Frames.of(read.toColumns()),
        name,
        Set.of(),
        null,
        List.of(catalog.lineage().table(name)),
        Map.of(name, read.version()));
  }

  static Rows trainingSet(TrainingSet set) {
    Set<String> keys = new HashSet<>();
    for (FeatureSpec.SpecColumn column : set.spec().columns()) {
      if (column instanceof FeatureSpec.LookedUp found) {
        keys.addAll(found.lookupKey());
        String time = found.timestampLookupKey();
        if (time != null) {
          keys.add(time);
        }
      }
      if (column instanceof FeatureSpec.Declared declared) {
        keys.addAll(declared.feature().entity());
        String time = declared.feature().timeseriesColumn();
        if (time != null) {
          keys.add(time);
        }
      }
    }
    return new Rows(
        Frames.of(set.data()),
        "training_set_" + set.ref().id().substring(0, 8),
        keys,
        set.spec(),
        List.of(set.ref()),
        set.spec().tableVersions());
  }
}
