/**
 * Trials, leaderboard and the best model for a table: {@link io.mudbrick.automl.AutoMl} answers
 * what Databricks' {@code databricks.automl.classify} and {@code regress} answer. Each trial is a
 * tracked run whose model takes raw rows, and each reported metric was computed by the scorer that
 * serves.
 */
@NullMarked
package io.mudbrick.automl;

import org.jspecify.annotations.NullMarked;
