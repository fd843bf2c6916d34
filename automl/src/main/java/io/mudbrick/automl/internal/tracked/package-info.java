/**
 * What the tracking store holds of an experiment beside its runs: tags, inputs, files and lineage.
 */
@NullMarked
package io.mudbrick.automl.internal.tracked;

import org.jspecify.annotations.NullMarked;
