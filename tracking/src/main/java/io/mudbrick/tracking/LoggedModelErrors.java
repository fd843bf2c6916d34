package io.mudbrick.tracking;

import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.stream.Collectors;

/** The errors of logged models. */
public final class LoggedModelErrors {
  private LoggedModelErrors() {}

  public static PlatformException notFound(String modelId) {
    return TrackingErrors.missing("Logged model with ID '" + modelId + "' not found.");
  }

  public static PlatformException tagNotFound(String key, String modelId) {
    return TrackingErrors.missing(
        "No tag with key '" + key + "' found for model with ID '" + modelId + "'.");
  }

  public static PlatformException paramChanged(String modelId, String key) {
    return TrackingErrors.invalid(
        "Changing param values is not allowed. Param with key='"
            + key
            + "' was already logged for model ID='"
            + modelId
            + "'.");
  }

  public static PlatformException badName(String name) {
    return TrackingErrors.invalid(
        "Invalid model name ("
            + TrackingErrors.repr(name)
            + ") provided. Model name must be a non-empty string and cannot contain the following"
            + " characters: ('/', ':', '.', '%', '\"', \"'\")");
  }

  public static PlatformException malformed(String json) {
    return TrackingErrors.invalid("Malformed model info. \n " + json + " \n is not a valid JSON.");
  }

  public static PlatformException incomplete(Collection<String> missing) {
    return TrackingErrors.invalid(
        "Model json is missing mandatory fields: "
            + missing.stream()
                .map(TrackingErrors::repr)
                .collect(Collectors.joining(", ", "{", "}")));
  }
}
