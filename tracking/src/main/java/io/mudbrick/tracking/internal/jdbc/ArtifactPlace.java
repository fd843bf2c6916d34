package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.ArtifactErrors;

/**
 * Where artifacts are: a path of our own store, or a URI that only clients can reach. What is kept
 * is neutral; {@link #uri} alone decides how clients see it.
 *
 * @param location a path such as {@code 0/<run>/artifacts}, or the foreign URI
 */
public record ArtifactPlace(String location, boolean foreign) {
  static final String SCHEME = "mlflow-artifacts:/";

  public static ArtifactPlace own(String path) {
    return new ArtifactPlace(path, false);
  }

  public ArtifactPlace child(String name) {
    return new ArtifactPlace(
        location.endsWith("/") ? location + name : location + "/" + name, foreign);
  }

  public ArtifactPlace ofRun(String runId) {
    return child(runId).child("artifacts");
  }

  public ArtifactPlace ofModel(String modelId) {
    return child("models").child(modelId).child("artifacts");
  }

  public ArtifactPlace ofTrace(String traceId) {
    return child("traces").child(traceId).child("artifacts");
  }

  /** The place as clients are told it. */
  public String uri() {
    return foreign ? location : SCHEME + location;
  }

  /**
   * The path in our own store.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when the
   *     artifacts are elsewhere
   */
  public String path() {
    if (foreign) {
      throw ArtifactErrors.foreignArtifacts(location);
    }
    return location;
  }
}
