package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.TrackingErrors;
import org.jspecify.annotations.Nullable;

/** Which run is meant: {@code run_id}, or {@code run_uuid} from old clients. */
final class RunIds {
  private RunIds() {}

  static String either(@Nullable String runId, @Nullable String runUuid) {
    if (runId != null && !runId.isEmpty()) {
      return runId;
    }
    if (runUuid != null && !runUuid.isEmpty()) {
      return runUuid;
    }
    throw TrackingErrors.missingValue("run_id");
  }
}
