/** The MLflow face: one class a resource, no logic. */
@NullMarked
package io.mudbrick.tracking.rest.mlflow;

import org.jspecify.annotations.NullMarked;
