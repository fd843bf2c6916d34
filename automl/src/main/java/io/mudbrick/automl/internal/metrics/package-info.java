/** Metrics as scikit-learn defines them, on plain arrays. */
@NullMarked
package io.mudbrick.automl.internal.metrics;

import org.jspecify.annotations.NullMarked;
