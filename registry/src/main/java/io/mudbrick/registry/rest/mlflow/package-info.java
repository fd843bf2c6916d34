/**
 * MLflow's workspace registry: {@code /api/2.0/mlflow/registered-models}, {@code model-versions}.
 */
@NullMarked
package io.mudbrick.registry.rest.mlflow;

import org.jspecify.annotations.NullMarked;
