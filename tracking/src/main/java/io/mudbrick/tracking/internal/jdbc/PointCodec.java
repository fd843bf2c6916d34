package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.Metric;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Points as the bytes of a chunk: by key and in the order of a history; times and steps as
 * differences in as few bytes as they need, values whole. Each key says how long its part is, so
 * that a reader passes over the keys it does not want.
 */
final class PointCodec {
  private static final int VERSION = 1;

  private byte[] bytes = new byte[1 << 14];
  private int size;

  private PointCodec() {}

  /** The bytes of points that are sorted by key, then as in a history. */
  static byte[] encode(List<Metric> points) {
    PointCodec out = new PointCodec();
    out.bytes[out.size++] = VERSION;
    for (int from = 0; from < points.size(); ) {
      String key = points.get(from).key();
      int to = from + 1;
      while (to < points.size() && points.get(to).key().equals(key)) {
        to++;
      }
      out.key(key, points.subList(from, to));
      from = to;
    }
    return Arrays.copyOf(out.bytes, out.size);
  }

  private void key(String key, List<Metric> points) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    room(name.length + 30 + points.size() * 28);
    number(name.length);
    System.arraycopy(name, 0, bytes, size, name.length);
    size += name.length;
    number(points.size());
    int lengthAt = size;
    size += Integer.BYTES;
    long timestamp = 0;
    long step = 0;
    for (Metric point : points) {
      signed(point.timestamp() - timestamp);
      signed(point.step() - step);
      whole(Double.doubleToLongBits(point.value()));
      timestamp = point.timestamp();
      step = point.step();
    }
    int length = size - lengthAt - Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[lengthAt + i] = (byte) (length >>> (24 - 8 * i));
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  private void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void whole(long bits) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  /** Hands on the points of the keys that are wanted, key by key and in order. */
  static void decode(byte[] chunk, Predicate<String> wanted, Consumer<Metric> sink) {
    PointCodec in = new PointCodec();
    in.bytes = chunk;
    if (chunk[in.size++] != VERSION) {
      throw new IllegalStateException("metrics in the form of a later version: " + chunk[0]);
    }
    while (in.size < chunk.length) {
      in.points(wanted, sink);
    }
  }

  private void points(Predicate<String> wanted, Consumer<Metric> sink) {
    int nameLength = (int) readNumber();
    String key = new String(bytes, size, nameLength, StandardCharsets.UTF_8);
    size += nameLength;
    long count = readNumber();
    int length = (int) readWhole(Integer.BYTES);
    if (!wanted.test(key)) {
      size += length;
      return;
    }
    long timestamp = 0;
    long step = 0;
    for (long i = 0; i < count; i++) {
      timestamp += readSigned();
      step += readSigned();
      double value = Double.longBitsToDouble(readWhole(Long.BYTES));
      sink.accept(Metric.of(key, value, timestamp, step));
    }
  }

  private long readSigned() {
    long value = readNumber();
    return (value >>> 1) ^ -(value & 1);
  }

  private long readNumber() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[size++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private long readWhole(int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | (bytes[size++] & 0xFF);
    }
    return value;
  }
}
