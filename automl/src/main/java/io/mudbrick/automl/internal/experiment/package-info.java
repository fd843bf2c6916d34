/**
 * An experiment from rows to a summary: of classification or regression, with what is told beside
 * the trials, and of forecasting.
 */
@NullMarked
package io.mudbrick.automl.internal.experiment;

import org.jspecify.annotations.NullMarked;
