/**
 * Feature tables, point-in-time training sets and the online store.
 *
 * <p>{@link io.mudbrick.featurestore.FeatureStore} is the way in. One compiled {@link
 * io.mudbrick.featurestore.FeaturePlan} turns keys into features for training, batch scoring and
 * serving alike, so that the three cannot drift apart.
 */
@NullMarked
package io.mudbrick.featurestore;

import org.jspecify.annotations.NullMarked;
