package io.mudbrick.platform.files;

import io.mudbrick.platform.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Turns artifact URIs ({@code runs:/<id>/model}, {@code models:/m-<id>}, {@code
 * models:/name@alias}, {@code mlflow-artifacts:/...}, {@code dbfs:/...}) into places in the blob
 * store. Modules register the schemes they own. Thread-safe.
 */
public interface ArtifactUris {

  /** A scheme's owner; it checks that the caller may read what the URI names. */
  @FunctionalInterface
  interface Resolver {
    /**
     * @return the store rooted at what the URI names; for a URI that is not this resolver's, {@code
     *     null} lets the next one of the scheme try
     */
    @Nullable BlobStore resolve(Caller caller, String uri);
  }

  void register(String scheme, Resolver resolver);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when nobody
   *     knows the URI's scheme or form
   */
  BlobStore resolve(Caller caller, String uri);
}
