/** From rows to regular series, and from their forecasts to models, tables and pictures. */
@NullMarked
package io.mudbrick.automl.internal.forecast;

import org.jspecify.annotations.NullMarked;
