/** Databricks' face of AutoML: forecasting experiments. */
@NullMarked
package io.mudbrick.automl.rest.databricks;

import org.jspecify.annotations.NullMarked;
