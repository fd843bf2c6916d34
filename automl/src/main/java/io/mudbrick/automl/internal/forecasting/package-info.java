/** An experiment of forecasting, from rows to a summary and a table of forecasts. */
@NullMarked
package io.mudbrick.automl.internal.forecasting;

import org.jspecify.annotations.NullMarked;
