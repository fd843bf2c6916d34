package io.mudbrick.tracking;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;

/** The errors of {@link TrackingErrors} that are about files. */
public final class ArtifactErrors {
  private ArtifactErrors() {}

  public static PlatformException artifactNotFound(String path) {
    return missing("No such artifact: '" + path + "'");
  }

  public static PlatformException modelsAmongArtifacts(Collection<String> models) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The logged models "
            + TrackingErrors.list(models)
            + " keep their files among its artifacts.");
  }

  public static PlatformException badArtifactLocation(String location) {
    return invalid(
        "Invalid artifact location: '"
            + location
            + "'. It must be an absolute URI without '..', query or fragment.");
  }

  public static PlatformException fragmentInLocation() {
    return invalid("'artifact_location' URL can't include fragments or params.");
  }

  public static PlatformException reservedArtifactLocation(String location) {
    return invalid(
        "Invalid artifact location: '"
            + location
            + "'. The names 'models' and numbers are taken at the top of mlflow-artifacts:/.");
  }

  public static PlatformException managedArtifactLocation(String location) {
    return invalid(
        "Invalid artifact location: '"
            + location
            + "'. The server itself gives out the places below it.");
  }

  public static PlatformException foreignArtifacts(String uri) {
    return invalid(
        "The artifacts are at '" + uri + "', which this server does not read. Use a client there.");
  }

  public static PlatformException invalidPath() {
    return invalid("Invalid path");
  }

  public static PlatformException badParts(int parts, int most) {
    return invalid("An upload has 1 to " + most + " parts. Got " + parts + ".");
  }

  public static PlatformException invalidUpload(PlatformException cause) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, cause.message(), cause);
  }

  public static PlatformException deniedOutsideExperiments() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Only administrators may use artifacts that belong to no experiment.");
  }

  private static PlatformException missing(String message) {
    return new PlatformException(ErrorCode.RESOURCE_DOES_NOT_EXIST, message);
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
