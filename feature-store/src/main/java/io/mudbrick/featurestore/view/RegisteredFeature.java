package io.mudbrick.featurestore.view;

import java.time.Instant;

/**
 * A feature of the catalog. Get one from {@link FeatureViews#create} or {@link FeatureViews#get}.
 *
 * @param fullName {@code catalog.schema.name}
 * @param id stays the same when the feature is renamed
 */
public record RegisteredFeature(
    String fullName,
    String id,
    Feature feature,
    String owner,
    Instant createdAt,
    String createdBy) {}
