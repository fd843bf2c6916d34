package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.Preparation;

/**
 * A fitted preparation and what it makes of all rows.
 *
 * @param preparation what goes with a model: it has seen every row that may be learned from
 * @param rows all of {@link Prepared#rows}, encoded; where an encoding looks at the target, a row's
 *     value comes from rows that no fold judges together with it
 */
public record Encoded(Preparation preparation, FeatureMatrix rows) {}
