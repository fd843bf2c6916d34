package io.mudbrick.platform.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a segment line by line, as bytes: its seals are of bytes, and most lines are JSON. */
final class SegmentLines implements Closeable {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;
  private static final long NEWLINES = '\n' * LOWEST_BITS;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;

  private SegmentLines(InputStream in) {
    this.in = in;
  }

  /** The lines from a byte on, at which one begins. */
  static SegmentLines from(Path segment, long offset) throws IOException {
    FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ);
    return new SegmentLines(Channels.newInputStream(channel.position(offset)));
  }

  /** The next line that is whole, without its newline; null when there is none. */
  byte @Nullable [] next() throws IOException {
    int searched = start;
    while (true) {
      int at = newline(buffer, searched, end);
      if (at < end) {
        byte[] line = Arrays.copyOfRange(buffer, start, at);
        start = at + 1;
        return line;
      }
      int left = end - start;
      if (!fill()) {
        return null;
      }
      searched = left;
    }
  }

  /** Where the next newline stands, or {@code to}; looks at eight bytes at a time. */
  private static int newline(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long zeros = (long) WORDS.get(bytes, at) ^ NEWLINES;
      long found = (zeros - LOWEST_BITS) & ~zeros & HIGHEST_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Moves what is left to the front and reads on behind it. */
  private boolean fill() throws IOException {
    byte[] target = end - start == buffer.length ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, start, target, 0, end - start);
    buffer = target;
    end -= start;
    start = 0;
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(read, 0);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
