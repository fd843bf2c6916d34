package io.mudbrick.tracking.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.internal.jdbc.ArtifactPlace;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the URIs that clients give for artifacts. */
final class ArtifactLocations {
  private static final String OWN_SCHEME = "mlflow-artifacts";
  private static final int MAX_LENGTH = 2000;

  /** Where model versions are, and the default places of experiments, also of future ones. */
  private static final Pattern RESERVED = Pattern.compile("(models|[0-9]+)(/.*)?");

  private ArtifactLocations() {}

  /** Where an experiment's creator wants artifacts; {@code null} when that was left to us. */
  static @Nullable ArtifactPlace chosen(@Nullable String location) {
    if (location == null || location.isBlank()) {
      return null;
    }
    URI uri = uri(location);
    if (OWN_SCHEME.equals(uri.getScheme())) {
      String path = ownPath(location);
      if (RESERVED.matcher(path).matches()) {
        throw ArtifactErrors.reservedArtifactLocation(location);
      }
      return path.isEmpty() ? null : ArtifactPlace.own(path);
    }
    if ((location + "/").startsWith(MlflowTree.MANAGED)) {
      throw ArtifactErrors.managedArtifactLocation(location);
    }
    return new ArtifactPlace(location, true);
  }

  /** The path that {@code mlflow-artifacts:/a/b} names. */
  static String ownPath(String location) {
    URI uri = uri(location);
    if (!OWN_SCHEME.equals(uri.getScheme()) || uri.getRawAuthority() != null) {
      throw ArtifactErrors.badArtifactLocation(location);
    }
    String path = uri.getRawPath() == null ? "" : uri.getPath();
    return BlobPath.canonical(path.startsWith("/") ? path.substring(1) : path);
  }

  private static URI uri(String location) {
    try {
      URI uri = new URI(location);
      boolean odd = uri.getRawQuery() != null || uri.isOpaque();
      if (uri.getRawFragment() != null) {
        throw ArtifactErrors.fragmentInLocation();
      }
      if (!uri.isAbsolute() || odd || location.length() > MAX_LENGTH) {
        throw ArtifactErrors.badArtifactLocation(location);
      }
      canonical(location, uri.getPath());
      return uri;
    } catch (URISyntaxException e) {
      throw ArtifactErrors.badArtifactLocation(location);
    }
  }

  private static void canonical(String location, String path) {
    try {
      BlobPath.canonical(path.startsWith("/") ? path.substring(1) : path);
    } catch (PlatformException e) {
      throw ArtifactErrors.badArtifactLocation(location);
    }
  }
}
