package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.ResumeOptions;
import org.jspecify.annotations.Nullable;

/**
 * The query of going on with an experiment.
 *
 * @param experiment its id, its path or its name
 * @param timeoutSeconds from now on; what was left of the first timeout unless told
 * @param registerTo the registered model that gets the best trial
 * @param alias what points at its version then; champion unless told
 */
record ResumeQuery(
    String experiment,
    @Nullable Double timeoutSeconds,
    @Nullable String registerTo,
    @Nullable String alias) {

  ResumeOptions options() {
    ResumeOptions options = ResumeOptions.defaults();
    return timeoutSeconds == null ? options : options.withTimeout(Queries.timeout(timeoutSeconds));
  }
}
