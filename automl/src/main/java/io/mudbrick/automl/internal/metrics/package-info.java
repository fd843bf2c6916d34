/** Metrics as scikit-learn defines them, and correlations, on plain arrays. */
@NullMarked
package io.mudbrick.automl.internal.metrics;

import org.jspecify.annotations.NullMarked;
