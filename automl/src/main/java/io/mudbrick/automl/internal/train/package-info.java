/** Fitting: each family's trainer turns prepared rows into an estimator of the model room. */
@NullMarked
package io.mudbrick.automl.internal.train;

import org.jspecify.annotations.NullMarked;
