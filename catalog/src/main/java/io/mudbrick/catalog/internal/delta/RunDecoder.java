package io.mudbrick.catalog.internal.delta;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Parquet's mixture of runs and packed bits: a header tells which comes, and how many. Decodes many
 * numbers at a time.
 */
final class RunDecoder {
  private static final int MOST_BITS = 32;

  private RunDecoder() {}

  /**
   * The numbers that the buffer holds; what it has too many is left over.
   *
   * @param width of a number in bits
   */
  static void decode(ByteBuffer from, int width, int[] target, int count) {
    if (width < 0 || width > MOST_BITS) {
      throw new ParquetDecodingException("Numbers of " + width + " bits");
    }
    int at = 0;
    while (at < count) {
      int header = unsignedVarInt(from);
      if ((header & 1) == 0) {
        int run = Math.min(header >>> 1, count - at);
        Arrays.fill(target, at, at + run, number(from, width));
        at += run;
      } else {
        int groups = header >>> 1;
        int packed = (int) Math.min(groups * 8L, count - at);
        unpack(from, width, (long) groups * width, target, at, packed);
        at += packed;
      }
    }
  }

  private static int unsignedVarInt(ByteBuffer from) {
    int value = 0;
    for (int shift = 0; shift < MOST_BITS; shift += 7) {
      byte next = from.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ParquetDecodingException("A header without an end");
  }

  private static int number(ByteBuffer from, int width) {
    int value = 0;
    for (int shift = 0; shift < width; shift += Byte.SIZE) {
      value |= (from.get() & 0xff) << shift;
    }
    return value;
  }

  /**
   * @param bytes that the numbers take; the last of them may be missing when nothing comes behind
   */
  private static void unpack(
      ByteBuffer from, int width, long bytes, int[] target, int at, int count) {
    int start = from.position();
    long mask = (1L << width) - 1;
    long bits = 0;
    int have = 0;
    for (int i = 0; i < count; i++) {
      while (have < width) {
        bits |= (from.get() & 0xffL) << have;
        have += Byte.SIZE;
      }
      target[at + i] = (int) (bits & mask);
      bits >>>= width;
      have -= width;
    }
    from.position((int) Math.min(start + bytes, from.limit()));
  }
}
