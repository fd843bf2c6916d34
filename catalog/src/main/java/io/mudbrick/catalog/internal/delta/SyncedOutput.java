package io.mudbrick.catalog.internal.delta;

import io.mudbrick.platform.files.FileIo;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file for a Parquet writer, on disk when the writer has closed it. */
final class SyncedOutput implements OutputFile {
  private static final int BUFFER = 1 << 16;

  private final Path file;

  SyncedOutput(Path file) {
    this.file = file;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Stream(FileIo.create(file));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return -1;
  }

  @Override
  public String getPath() {
    return file.toString();
  }

  private static final class Stream extends PositionOutputStream {
    private final FileIo.Output file;
    private final OutputStream buffer;
    private long position;
    private boolean closed;

    Stream(FileIo.Output file) {
      this.file = file;
      this.buffer = new BufferedOutputStream(file, BUFFER);
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      buffer.write(value);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      buffer.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      buffer.flush();
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return; // Parquet closes twice
      }
      closed = true;
      try (file) {
        buffer.flush();
        file.sync();
      }
    }
  }
}
