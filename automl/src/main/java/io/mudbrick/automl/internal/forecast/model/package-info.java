/**
 * Forecasting: models of regular time series, how they are judged and combined. Nothing here knows
 * tables, runs or files; what a model has learnt is data, so that it can be saved and answer later.
 */
@NullMarked
package io.mudbrick.automl.internal.forecast.model;

import org.jspecify.annotations.NullMarked;
