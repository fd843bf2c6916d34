package io.mudbrick.featurestore.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import org.jspecify.annotations.Nullable;

/** Every error that a user of the feature store may see. */
public final class FeatureStoreErrors {
  private FeatureStoreErrors() {}

  public static PlatformException badSpec(String why) {
    return badSpec(why, null);
  }

  public static PlatformException badSpec(String why, @Nullable Throwable cause) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Not a feature_spec.yaml: " + why + ".", cause);
  }
}
