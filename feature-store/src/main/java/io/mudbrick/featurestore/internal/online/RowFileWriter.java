package io.mudbrick.featurestore.internal.online;

import static io.mudbrick.featurestore.internal.online.RowFile.CHUNK;
import static io.mudbrick.featurestore.internal.online.RowFile.NO_ROW;
import static io.mudbrick.featurestore.internal.online.RowFile.OFFSET_MASK;
import static io.mudbrick.featurestore.internal.online.RowFile.ROW_HEADER;
import static io.mudbrick.featurestore.internal.online.RowFile.TAG_SHIFT;

import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a {@link RowFile}. A row takes the place of an older one of its key, wherever that stands;
 * what it needs in memory is some 8 to 16 bytes a row. For one thread.
 */
final class RowFileWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 20;
  private static final int LEAST_SLOTS = 16;

  private final Path temporary;
  private final Path file;
  private final FileIo.Output out;

  /** Reads back rows whose key may be that of a later one. */
  private final FileChannel written;

  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final long[] slots;
  private long flushed;
  private long rows;

  /**
   * @param most how many rows may be added
   */
  RowFileWriter(Path file, long most) throws IOException {
    this.slots = new long[slots(most)];
    this.file = file;
    this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
    FileIo.discard(temporary); // of a publish that was killed
    this.out = FileIo.create(temporary);
    this.written = FileChannel.open(temporary, StandardOpenOption.READ);
  }

  /** A power of two of which at most two thirds are taken. */
  private static int slots(long most) {
    long least = Math.max(LEAST_SLOTS, most + most / 2);
    return Math.toIntExact(Long.highestOneBit(least - 1) << 1);
  }

  /** How many keys there are so far. */
  long rows() {
    return rows;
  }

  void add(byte[] key, Row row) throws IOException {
    int length = ROW_HEADER + key.length + row.payload().length;
    long offset = place(length);
    if (!index(key, row.eventTime(), offset)) {
      return; // a newer row of the key is there
    }
    if (length > BUFFER) {
      ByteBuffer large = ByteBuffer.allocate(length);
      put(large, key, row);
      flush();
      out.write(large.array(), 0, length);
      flushed += length;
    } else {
      if (buffer.remaining() < length) {
        flush();
      }
      put(buffer, key, row);
    }
  }

  private static void put(ByteBuffer target, byte[] key, Row row) {
    target.putInt(key.length).putInt(row.payload().length).putLong(row.eventTime());
    target.put(key).put(row.payload());
  }

  /** Where the next row goes: not across the end of a chunk. */
  private long place(int length) throws IOException {
    long position = flushed + buffer.position();
    long left = CHUNK - (position & (CHUNK - 1));
    if (length > left) {
      flush();
      byte[] gap = new byte[(int) left];
      if (left >= Integer.BYTES) {
        ByteBuffer.wrap(gap).putInt(NO_ROW);
      }
      out.write(gap, 0, gap.length);
      flushed += left;
    }
    return flushed + buffer.position();
  }

  /** Leads the key to this row; false when it leads to a newer one already. */
  private boolean index(byte[] key, long time, long offset) throws IOException {
    long hash = RowFile.hash(key);
    long tag = hash >>> TAG_SHIFT;
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
      if (slots[slot] >>> TAG_SHIFT == tag) {
        long other = (slots[slot] & OFFSET_MASK) - 1;
        ByteBuffer header = head(other, key.length);
        if (isKey(header, key)) {
          if (header.getLong(8) > time) {
            return false;
          }
          slots[slot] = tag << TAG_SHIFT | (offset + 1);
          return true;
        }
      }
    }
    slots[slot] = tag << TAG_SHIFT | (offset + 1);
    rows++;
    return true;
  }

  private static boolean isKey(ByteBuffer header, byte[] key) {
    if (header.getInt(0) != key.length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (header.get(ROW_HEADER + i) != key[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The beginning of a row that was added, as long as a key of this length needs, if it is so long.
   */
  private ByteBuffer head(long offset, int keyLength) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(ROW_HEADER + keyLength);
    if (offset >= flushed) {
      int from = (int) (offset - flushed);
      head.put(0, buffer, from, Math.min(head.capacity(), buffer.position() - from));
      return head;
    }
    while (head.hasRemaining() && written.read(head, offset + head.position()) > 0) {
      // until it is read
    }
    return head;
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    flushed += buffer.position();
    buffer.clear();
  }

  /** Makes the file; when it returns, it is on disk under its name. */
  void finish() throws IOException {
    long rowsEnd = flushed + buffer.position();
    pad(rowsEnd);
    for (long slot : slots) {
      putLong(slot);
    }
    putLong(rowsEnd);
    putLong(slots.length);
    putLong(rows);
    putLong(RowFile.MAGIC);
    flush();
    out.sync();
    out.close();
    FileIo.rename(temporary, file);
    FileIo.syncDirectory(file.resolveSibling("."));
  }

  private void pad(long rowsEnd) throws IOException {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    for (long at = rowsEnd; at < RowFile.aligned(rowsEnd); at++) {
      buffer.put((byte) 0);
    }
  }

  private void putLong(long value) throws IOException {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(value);
  }

  /** Also of a file that was not finished, which is gone then. */
  @Override
  public void close() throws IOException {
    written.close();
    out.close();
    FileIo.discard(temporary);
  }
}
