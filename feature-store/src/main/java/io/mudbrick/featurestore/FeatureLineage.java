package io.mudbrick.featurestore;

import java.util.List;

/**
 * What was made of a feature, as far as the caller may see it. Get one from {@link
 * FeatureStore#featureLineage}; stands for {@code GET
 * /api/2.0/feature-store/feature-tables/{table}/features/{feature}/lineage}.
 *
 * @param featureSpecs full names of feature specs
 */
public record FeatureLineage(
    List<String> featureSpecs, List<Model> models, List<OnlineFeature> onlineFeatures) {

  /** A version of a model, by the model's full name. */
  public record Model(String name, long version) {}

  /** A column of an online table. */
  public record OnlineFeature(String table, String feature) {}

  public FeatureLineage {
    featureSpecs = List.copyOf(featureSpecs);
    models = List.copyOf(models);
    onlineFeatures = List.copyOf(onlineFeatures);
  }
}
