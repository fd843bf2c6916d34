package io.mudbrick.tracking;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that can be read. It holds nothing open: whoever does not want the content need not close
 * anything.
 *
 * @param name the last segment of its path
 * @param size bytes
 * @param opener opens the content
 */
public record StoredFile(String name, long size, Opener opener) {

  /** Opens a file's content from its first byte. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * Opens the content, anew at every call; to be closed by the reader.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when the file
   *     was deleted meanwhile
   */
  public InputStream content() throws IOException {
    return opener.open();
  }
}
