/** Forests of randomised trees, grown over histograms and written as XGBoost's models. */
@NullMarked
package io.mudbrick.automl.internal.train.forest;

import org.jspecify.annotations.NullMarked;
