/** Why a model answers as it does: Shapley values, permutation importance, partial dependence. */
@NullMarked
package io.mudbrick.automl.internal.explain;

import org.jspecify.annotations.NullMarked;
