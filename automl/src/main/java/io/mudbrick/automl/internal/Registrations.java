package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import java.util.Map;

/** Makes versions of registered models from trials. */
final class Registrations {
  private Registrations() {}

  static ModelVersion register(Registry registry, Trial trial, String model) {
    if (!trial.hasModel()) {
      throw AutoMlErrors.noModel(trial);
    }
    createIfAbsent(registry, model);
    return registry.createVersion(
        NewModelVersion.of(model, trial.modelUri())
            .runId(trial.runId())
            .tag("automl.trial", trial.runName())
            .tag("model_family", trial.family().wireName())
            .build());
  }

  private static void createIfAbsent(Registry registry, String model) {
    try {
      registry.createModel(model, "Found by AutoML.", Map.of());
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_ALREADY_EXISTS) {
        throw e;
      }
    }
  }
}
