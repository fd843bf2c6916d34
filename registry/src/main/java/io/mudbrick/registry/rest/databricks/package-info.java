/**
 * Registered models as MLflow's clients of {@code databricks-uc} ask for them, {@code
 * /api/2.0/mlflow/unity-catalog}, and what those of {@code databricks} ask for beyond MLflow's own
 * registry.
 */
@NullMarked
package io.mudbrick.registry.rest.databricks;

import org.jspecify.annotations.NullMarked;
