package io.mudbrick.featurestore.internal.join;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Rows of some partitions that wait on disk. The file has no name in the directory while it is
 * open, where the system knows such files: whatever ends the process, nothing stays behind. Not
 * thread-safe.
 */
final class SpillFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final int first;
  private final int partitions;
  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private int blocks;

  /** For rows of the partitions from {@code first} to before {@code end}. */
  SpillFile(Path directory, int first, int end) {
    this.first = first;
    this.partitions = end - first;
    try {
      file =
          FileChannel.open(
              Files.createTempFile(directory, "join-", ".rows"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + directory, e);
    }
  }

  /** Appends the rows of these partitions. */
  void append(RowParts rows) {
    int from = rows.start(first);
    int to = rows.start(first + partitions);
    if (from == to) {
      return;
    }
    putLong(rows.base());
    for (int p = first; p < first + partitions; p++) {
      putInt(rows.start(p + 1) - rows.start(p));
    }
    for (int i = from; i < to; i++) {
      putLong(rows.keys()[i]);
    }
    for (int i = from; i < to; i++) {
      putLong(rows.times()[i]);
    }
    for (int i = from; i < to; i++) {
      putInt(rows.rows()[i]);
    }
    blocks++;
  }

  /** Brings all rows back, in as many parts as they came; nothing can be appended any more. */
  void replay(RowParts into, Consumer<RowParts> use) {
    try {
      flush();
      file.position(0);
      buffer.limit(0);
      for (int block = 0; block < blocks; block++) {
        long base = getLong();
        int[] sizes = new int[partitions];
        int total = 0;
        for (int p = 0; p < partitions; p++) {
          sizes[p] = getInt();
          total += sizes[p];
        }
        into.room(total);
        into.holds(first, sizes, base);
        for (int i = 0; i < total; i++) {
          into.keys()[i] = getLong();
        }
        for (int i = 0; i < total; i++) {
          into.times()[i] = getLong();
        }
        for (int i = 0; i < total; i++) {
          into.rows()[i] = getInt();
        }
        use.accept(into);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what waited on disk", e);
    }
  }

  private void putLong(long value) {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(value);
  }

  private void putInt(int value) {
    if (buffer.remaining() < Integer.BYTES) {
      flush();
    }
    buffer.putInt(value);
  }

  private void flush() {
    try {
      buffer.flip();
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      buffer.clear();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let rows wait on disk", e);
    }
  }

  private long getLong() throws IOException {
    need(Long.BYTES);
    return buffer.getLong();
  }

  private int getInt() throws IOException {
    need(Integer.BYTES);
    return buffer.getInt();
  }

  private void need(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      buffer.compact();
      while (buffer.position() < bytes) {
        if (file.read(buffer) < 0) {
          throw new EOFException();
        }
      }
      buffer.flip();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
