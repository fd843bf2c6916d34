package io.mudbrick.tracking.internal;

import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.TrackingErrors;
import java.util.regex.Pattern;

/** Paths of artifacts: what MLflow refuses beyond what no file may be called. */
final class ArtifactPaths {
  /**
   * The sign after which a URL ends, also encoded several times; and what turns the direction of
   * writing, so that one name looks like another.
   */
  private static final Pattern REFUSED =
      Pattern.compile("#|%(25)*23|[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private ArtifactPaths() {}

  /**
   * The canonical path; {@code ""} for the root.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}, "Invalid path"
   */
  static String canonical(String path) {
    if (REFUSED.matcher(path).find()) {
      throw ArtifactErrors.invalidPath();
    }
    return BlobPath.canonical(path);
  }

  /** As {@link #canonical}, of a file: the root is none. */
  static String file(String path) {
    String canonical = canonical(path);
    if (canonical.isEmpty()) {
      throw TrackingErrors.missingValue("path");
    }
    return canonical;
  }
}
