/** Classes as clouds of points, each with a mean and a covariance. */
@NullMarked
package io.mudbrick.automl.internal.train.discriminant;

import org.jspecify.annotations.NullMarked;
