package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes records, a segment after the other. Thread-safe: appending waits for another that appends,
 * never for the disk.
 */
final class SegmentWriter implements AutoCloseable {
  private static final long SEGMENT_BYTES = 8L << 20;

  private final Path directory;
  private final Object syncLock = new Object();

  /** Segments that are full and not yet on disk. */
  private final Queue<Open> full = new ConcurrentLinkedQueue<>();

  private Open current;
  private volatile long last;

  /** No channel: a channel closes itself when the thread that writes is interrupted. */
  private static final class Open {
    final Path name;
    final RandomAccessFile file;
    long length;

    Open(Segment segment) throws IOException {
      this.name = segment.file();
      this.file = new RandomAccessFile(name.toFile(), "rw");
      this.length = file.length();
      file.seek(length);
    }

    /** Writes all of a frame or, on a full disk, nothing of it. */
    void write(byte[] frame) throws IOException {
      try {
        FileIo.write(file, name, frame);
        length += frame.length;
      } catch (IOException e) {
        file.setLength(length);
        file.seek(length);
        throw e;
      }
    }

    void sync() throws IOException {
      FileIo.sync(file.getFD(), name);
    }
  }

  /**
   * @param last the number of the newest record
   */
  SegmentWriter(Path directory, long last) throws IOException {
    this.directory = directory;
    this.last = last;
    this.current = new Open(Segment.starting(last + 1, directory));
  }

  /** The number of the newest record; 0 when there is none. */
  long last() {
    return last;
  }

  /** Gives a frame to the operating system, and the next number. */
  synchronized void append(byte[] frame) throws IOException {
    if (current.length > SEGMENT_BYTES) {
      Open next = new Open(Segment.starting(last + 1, directory));
      full.add(current);
      current = next;
    }
    current.write(frame);
    last++;
  }

  /** Pushes all that has been appended to the disk; says up to which number. */
  long sync() throws IOException {
    synchronized (syncLock) {
      long newest;
      Open open;
      synchronized (this) {
        newest = last;
        open = current;
      }
      syncFull();
      open.sync();
      return newest;
    }
  }

  /** Pushes the segments that are full to the disk. */
  void syncFull() throws IOException {
    synchronized (syncLock) {
      for (Open each = full.peek(); each != null; each = full.peek()) {
        each.sync();
        full.remove();
        each.file.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (syncLock) {
      for (Open each = full.poll(); each != null; each = full.poll()) {
        each.file.close();
      }
      synchronized (this) {
        current.file.close();
      }
    }
  }
}
