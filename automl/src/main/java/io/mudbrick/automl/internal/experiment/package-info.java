/** An experiment of classification or regression, from rows to a summary. */
@NullMarked
package io.mudbrick.automl.internal.experiment;

import org.jspecify.annotations.NullMarked;
