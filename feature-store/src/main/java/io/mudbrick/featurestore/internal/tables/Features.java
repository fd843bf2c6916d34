package io.mudbrick.featurestore.internal.tables;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.LineageGraph;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TagAssignment;
import io.mudbrick.featurestore.FeatureLineage;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.platform.events.EntityRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Single features of a table: their tags, and what was made of them. */
public final class Features {
  private final Catalog catalog;
  private final FeatureTables tables;

  public Features(Catalog catalog, FeatureTables tables) {
    this.catalog = catalog;
    this.tables = tables;
  }

  public Map<String, String> tags(String table, String feature) {
    return catalog.tags().columnAssignments(ref(table, feature), feature).stream()
        .collect(Collectors.toMap(TagAssignment::key, TagAssignment::value));
  }

  public String tag(String table, String feature, String key) {
    String value = tags(table, feature).get(key);
    if (value == null) {
      throw FeatureStoreErrors.tagMissing(table, feature, key);
    }
    return value;
  }

  public void setTags(String table, String feature, Map<String, String> tags) {
    catalog.tags().setOnColumn(ref(table, feature), feature, tags);
  }

  public void unsetTags(String table, String feature, Collection<String> keys) {
    catalog.tags().unsetOnColumn(ref(table, feature), feature, keys);
  }

  public FeatureLineage lineage(String table, String feature) {
    SecurableRef ref = ref(table, feature);
    LineageGraph graph = catalog.lineage().downstream(catalog.lineage().table(ref.fullName()));
    Set<String> specs = new LinkedHashSet<>();
    List<FeatureLineage.OnlineFeature> online = new ArrayList<>();
    for (LineageGraph.ColumnRef column : graph.columns(feature)) {
      if (column.entity().type() == EntityRef.Type.FUNCTION) {
        specs.add(column.entity().id());
      } else if (column.entity().type() == EntityRef.Type.ONLINE_TABLE) {
        online.add(new FeatureLineage.OnlineFeature(column.entity().id(), column.column()));
      }
    }
    return new FeatureLineage(List.copyOf(specs), models(graph, feature), online);
  }

  /** Models are known to be made of features by the columns, else of the table as a whole. */
  private static List<FeatureLineage.Model> models(LineageGraph graph, String feature) {
    Set<EntityRef> found = new LinkedHashSet<>();
    graph.columns(feature).forEach(column -> found.add(column.entity()));
    for (LineageGraph.Edge edge : graph.edges()) {
      boolean reached = edge.source().equals(graph.start()) || found.contains(edge.source());
      if (reached && edge.columns().isEmpty()) {
        found.add(edge.target());
      }
    }
    return found.stream()
        .filter(entity -> entity.type() == EntityRef.Type.MODEL_VERSION)
        .map(entity -> model(entity.id()))
        .toList();
  }

  private static FeatureLineage.Model model(String id) {
    int slash = id.lastIndexOf('/');
    return new FeatureLineage.Model(
        id.substring(0, slash), Long.parseLong(id.substring(slash + 1)));
  }

  private SecurableRef ref(String name, String feature) {
    FeatureTable table = tables.get(name);
    if (!table.features().contains(feature)) {
      throw FeatureStoreErrors.featureMissing(table.name(), feature);
    }
    return SecurableRef.table(table.name());
  }
}
