package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.TrackingErrors;
import org.jspecify.annotations.Nullable;

/**
 * Which run is meant: {@code run_id}, or {@code run_uuid} from old clients; and what is required.
 */
final class RunIds {
  private RunIds() {}

  /** A text that must be there; unset and empty are one in protocol buffers. */
  static String required(String parameter, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw TrackingErrors.missingValue(parameter);
    }
    return value;
  }

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
