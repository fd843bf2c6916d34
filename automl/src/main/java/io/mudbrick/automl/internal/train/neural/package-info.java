/** Small feed-forward networks, trained on one thread. */
@NullMarked
package io.mudbrick.automl.internal.train.neural;

import org.jspecify.annotations.NullMarked;
