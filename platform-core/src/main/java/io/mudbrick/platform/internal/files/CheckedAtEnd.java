package io.mudbrick.platform.internal.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An upload that is asked about once more when it is complete: a gigabyte takes a while, and who
 * was let in may be so no longer, or the volume be gone.
 */
final class CheckedAtEnd extends FilterInputStream {
  private final Runnable check;

  CheckedAtEnd(InputStream in, Runnable check) {
    super(in);
    this.check = check;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read < 0) {
      check.run();
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read < 0) {
      check.run();
    }
    return read;
  }
}
