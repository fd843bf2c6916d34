package io.mudbrick.platform.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * An open file. What is uploaded to its path later does not change what is read here. To be closed
 * by whoever asked for it.
 *
 * @param stream from the first byte; skipping in it costs nothing
 */
public record FileContent(FileEntry entry, InputStream stream) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
