/** Trials as tracked runs: candidates fitted to each fold, their models, and the blend of them. */
@NullMarked
package io.mudbrick.automl.internal.trial;

import org.jspecify.annotations.NullMarked;
