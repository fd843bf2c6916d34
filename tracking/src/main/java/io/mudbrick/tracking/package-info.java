/**
 * Experiments, runs, metrics, artifacts and logged models: {@link io.mudbrick.tracking.Tracking},
 * and the MLflow tracking REST API over it.
 */
@NullMarked
package io.mudbrick.tracking;

import org.jspecify.annotations.NullMarked;
