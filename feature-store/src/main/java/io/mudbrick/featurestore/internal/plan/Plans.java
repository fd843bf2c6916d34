package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.online.OnlineTables;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import java.util.Map;
import java.util.Set;

/** Compiles specs for one caller, over tables or over the online store. */
public final class Plans {
  private final FeatureTables tables;
  private final OnlineTables online;

  public Plans(FeatureTables tables, OnlineTables online) {
    this.tables = tables;
    this.online = online;
  }

  /**
   * A plan over the tables.
   *
   * @param versions by table; the newest for tables not named
   */
  public CompiledPlan batch(FeatureSpec spec, Map<String, Long> versions) {
    return PlanCompiler.compile(spec, (table, features) -> delta(table, features, versions));
  }

  /** A plan over the online store: grants are checked now, values are those of each call. */
  public CompiledPlan online(FeatureSpec spec) {
    return PlanCompiler.compile(
        spec,
        (table, features) -> {
          BoundTable bound = online.forServing(table.name(), table.id());
          requireAll(table.name(), bound.features(), features);
          return bound;
        });
  }

  private BoundTable delta(
      FeatureSpec.Table name, Set<String> features, Map<String, Long> versions) {
    FeatureTable table = tables.get(name.name());
    TableRead read = tables.open(table).read();
    Long version = versions.get(name.name());
    TableRead chosen = version == null ? read : read.version(version);
    requireAll(table.name(), chosen.schema(), features);
    return new DeltaBoundTable(table, chosen, features);
  }

  private static void requireAll(String table, Schema schema, Set<String> features) {
    for (String feature : features) {
      if (!schema.contains(feature)) {
        throw FeatureStoreErrors.unknownFeature(table, feature);
      }
    }
  }
}
