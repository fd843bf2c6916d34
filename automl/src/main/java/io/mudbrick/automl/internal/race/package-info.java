/** Which candidates are fitted, to how many folds, and for how long. */
@NullMarked
package io.mudbrick.automl.internal.race;

import org.jspecify.annotations.NullMarked;
