/** Generalised linear models with an elastic-net penalty, solved along a path of penalties. */
@NullMarked
package io.mudbrick.automl.internal.train.glm;

import org.jspecify.annotations.NullMarked;
