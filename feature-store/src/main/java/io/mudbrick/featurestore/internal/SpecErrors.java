package io.mudbrick.featurestore.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;

/** Every error about feature specs as objects of the catalog, and models that carry one. */
public final class SpecErrors {
  private SpecErrors() {}

  public static PlatformException notASpec(String function) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Function '" + function + "' is not a feature spec.");
  }

  public static PlatformException noFeatures(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature spec '" + name + "' needs a feature lookup or a feature function.");
  }

  public static PlatformException directTimeSeries(List<String> tables) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The model looks features up as of a time, in "
            + String.join(", ", tables)
            + ": it does not predict on its own. Score it in a batch, or serve it.");
  }

  public static PlatformException resultType(String type) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Predictions cannot be given as " + type + ": take double, long or string.");
  }

  public static PlatformException columnTaken(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The rows have a column '" + column + "' already, which is to hold the predictions.");
  }
}
