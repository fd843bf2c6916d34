package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.journal.JournalRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads {@link Frame}s. */
final class FrameReader implements SegmentReader {
  private static final int BUFFER = 1 << 16;

  /** No channel: a channel closes itself when the thread that reads is interrupted. */
  private final RandomAccessFile file;

  private byte[] buffer = new byte[BUFFER];

  /** Where in the file the buffer's first byte stands. */
  private long base;

  private int start;
  private int next;
  private int filled;

  FrameReader(Path segment, long from) throws IOException {
    this.file = new RandomAccessFile(segment.toFile(), "r");
    this.base = from;
    file.seek(from);
  }

  @Override
  public boolean next() throws IOException {
    start = next;
    if (!holds(Frame.HEADER)) {
      return false;
    }
    int length = Frame.length(buffer, start);
    if (!holds(length)) {
      return false;
    }
    Frame.check(buffer, start, length);
    next = start + length;
    return true;
  }

  /** Whether so many bytes stand there, read by now. */
  private boolean holds(int length) throws IOException {
    while (filled - start < length) {
      if (buffer.length - start < length) {
        moveToFront(length);
      }
      int read = file.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        return false;
      }
      filled += read;
    }
    return true;
  }

  private void moveToFront(int length) {
    byte[] target = length > buffer.length ? new byte[length] : buffer;
    filled -= start;
    System.arraycopy(buffer, start, target, 0, filled);
    buffer = target;
    base += start;
    next -= start;
    start = 0;
  }

  @Override
  public long end() {
    return base + next;
  }

  @Override
  public @Nullable JournalRecord record(String journal, long sequence, String topic) {
    ByteBuffer frame = ByteBuffer.wrap(buffer, start, next - start);
    long at = frame.getLong(start + Frame.HEADER);
    frame.position(start + Frame.NAMES);
    if (!name(frame).equals(topic)) {
      return null;
    }
    String scope = name(frame);
    return new JournalRecord(
        journal,
        sequence,
        topic,
        scope,
        Instant.ofEpochMilli(at),
        Arrays.copyOfRange(buffer, frame.position(), next));
  }

  private String name(ByteBuffer frame) {
    int length = Short.toUnsignedInt(frame.getShort());
    String name = new String(buffer, frame.position(), length, StandardCharsets.UTF_8);
    frame.position(frame.position() + length);
    return name;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
