package io.mudbrick.automl.internal.data;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what AutoML is given. */
public final class RowSources {
  private RowSources() {}

  /** The newest version of a table, as the catalog's caller sees it. */
  public static Rows table(Catalog catalog, String name) {
    TableRead read = catalog.tables().open(name).read();
    return new Rows(
        Frames.of(read.toColumns()),
        name,
        Set.of(),
        null,
        List.of(catalog.lineage().table(name)),
        Map.of(name, read.version()));
  }

  /** Rows with features joined to them. */
  public static Rows joined(
      FeatureStore features, Rows rows, String target, List<FeatureLookup> lookups) {
    TrainingSetSpec.Builder spec =
        TrainingSetSpec.builder(TableFrames.batch(rows.frame()))
            .label(target)
            .sources(rows.tableVersions().keySet().toArray(String[]::new));
    lookups.forEach(spec::lookup);
    Rows joined = trainingSet(features.createTrainingSet(spec.build()));
    Map<String, Long> versions = new HashMap<>(joined.tableVersions());
    versions.putAll(rows.tableVersions());
    return new Rows(
        joined.frame(), rows.name(), joined.keys(), joined.spec(), joined.sources(), versions);
  }

  public static Rows trainingSet(TrainingSet set) {
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
