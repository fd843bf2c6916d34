package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.OnlineErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one publish in a file that is never changed, mapped into memory: what is asked for
 * often stays there as long as the system has room, and takes none of the heap. Thread-safe.
 *
 * <p>Rows lie one after the other: length of key and payload, event time, key, payload. None lies
 * across a multiple of {@link #CHUNK}; where one would, there is a length of -1. Behind them stands
 * a table of places by the hash of the key, sixteen bits of the hash and one more than the row's
 * offset in each, and at the end the numbers by which all that is found.
 */
final class RowFile {
  static final long CHUNK = 1L << 30;
  static final int CHUNK_BITS = 30;
  static final int ROW_HEADER = 16;
  static final int FOOTER = 32;
  static final long MAGIC = 0x4d42_524f_5753_3031L; // MBROWS01
  static final int TAG_SHIFT = 48;
  static final long OFFSET_MASK = (1L << TAG_SHIFT) - 1;
  static final int NO_ROW = -1;

  private final ByteBuffer[] chunks;
  private final long rowsEnd;
  private final long indexStart;
  private final long mask;
  private final long rows;

  private RowFile(ByteBuffer[] chunks, long rowsEnd, long indexStart, long slots, long rows) {
    this.chunks = chunks;
    this.rowsEnd = rowsEnd;
    this.indexStart = indexStart;
    this.mask = slots - 1;
    this.rows = rows;
  }

  static RowFile open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer footer = ByteBuffer.allocate(FOOTER);
      if (size < FOOTER || channel.read(footer, size - FOOTER) != FOOTER) {
        throw OnlineErrors.damagedRows(file);
      }
      footer.flip();
      long rowsEnd = footer.getLong();
      long slots = footer.getLong();
      long rows = footer.getLong();
      long indexStart = aligned(rowsEnd);
      if (footer.getLong() != MAGIC || indexStart + slots * Long.BYTES + FOOTER != size) {
        throw OnlineErrors.damagedRows(file);
      }
      ByteBuffer[] chunks = new ByteBuffer[Math.toIntExact((size + CHUNK - 1) / CHUNK)];
      for (int i = 0; i < chunks.length; i++) {
        long from = i * CHUNK;
        chunks[i] =
            channel
                .map(MapMode.READ_ONLY, from, Math.min(CHUNK, size - from))
                .order(ByteOrder.BIG_ENDIAN);
      }
      return new RowFile(chunks, rowsEnd, indexStart, slots, rows);
    } catch (IOException e) {
      throw OnlineErrors.unreadableRows(file, e);
    }
  }

  /** Where a table of places may begin behind a position. */
  static long aligned(long position) {
    return (position + 7) & ~7L;
  }

  static long hash(byte[] key) {
    long hash = 0x9e37_79b9_7f4a_7c15L ^ key.length;
    int at = 0;
    for (; at + 8 <= key.length; at += 8) {
      hash = mixed(hash ^ ByteBuffer.wrap(key).getLong(at));
    }
    for (; at < key.length; at++) {
      hash = mixed(hash ^ (key[at] & 0xffL));
    }
    return hash;
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 32)) * 0xd6e8_feb8_6659_fd93L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8_feb8_6659_fd93L;
    return mixed ^ (mixed >>> 32);
  }

  long rows() {
    return rows;
  }

  @Nullable Row find(KeyBytes key) {
    byte[] bytes = key.bytes();
    long hash = hash(bytes);
    long tag = hash >>> TAG_SHIFT;
    for (long slot = hash & mask; ; slot = (slot + 1) & mask) {
      long place = indexStart + slot * Long.BYTES;
      long entry = chunk(place).getLong(at(place));
      if (entry == 0) {
        return null;
      }
      if (entry >>> TAG_SHIFT == tag) {
        long offset = (entry & OFFSET_MASK) - 1;
        if (isKey(offset, bytes)) {
          return row(offset);
        }
      }
    }
  }

  private ByteBuffer chunk(long position) {
    return chunks[(int) (position >>> CHUNK_BITS)];
  }

  private static int at(long position) {
    return (int) (position & (CHUNK - 1));
  }

  private boolean isKey(long offset, byte[] key) {
    ByteBuffer chunk = chunk(offset);
    int at = at(offset);
    if (chunk.getInt(at) != key.length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (chunk.get(at + ROW_HEADER + i) != key[i]) {
        return false;
      }
    }
    return true;
  }

  private Row row(long offset) {
    ByteBuffer chunk = chunk(offset);
    int at = at(offset);
    byte[] payload = new byte[chunk.getInt(at + 4)];
    chunk.get(at + ROW_HEADER + chunk.getInt(at), payload);
    return new Row(chunk.getLong(at + 8), payload);
  }

  /** Hands on each row, in the order in which they were written. */
  void forEach(BiConsumer<KeyBytes, Row> consumer) {
    long offset = 0;
    while (offset < rowsEnd) {
      ByteBuffer chunk = chunk(offset);
      int at = at(offset);
      int keyLength = at + ROW_HEADER > chunk.limit() ? NO_ROW : chunk.getInt(at);
      if (keyLength == NO_ROW) {
        offset = (offset / CHUNK + 1) * CHUNK;
      } else {
        byte[] key = new byte[keyLength];
        chunk.get(at + ROW_HEADER, key);
        KeyBytes bytes = new KeyBytes(key);
        if (isShown(offset, key)) {
          consumer.accept(bytes, row(offset));
        }
        offset += ROW_HEADER + keyLength + chunk.getInt(at + 4);
      }
    }
  }

  /** Whether the table of places leads to this row, and not to a newer one of its key. */
  private boolean isShown(long offset, byte[] key) {
    long hash = hash(key);
    for (long slot = hash & mask; ; slot = (slot + 1) & mask) {
      long place = indexStart + slot * Long.BYTES;
      long entry = chunk(place).getLong(at(place));
      if (entry == 0) {
        return false;
      }
      if ((entry & OFFSET_MASK) - 1 == offset) {
        return true;
      }
    }
  }
}
