package io.mudbrick.featurestore.view;

import org.jspecify.annotations.Nullable;

/**
 * A feature that a training set takes: one of the catalog, or one that is tried out.
 *
 * @param fullName its name in the catalog; null when it is not there
 */
public record DeclaredFeature(@Nullable String fullName, Feature feature) {}
