package io.mudbrick.platform.internal.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads XGBoost's UBJSON (Universal Binary JSON, draft 12, big-endian) into {@link
 * XgBoostDocument}; typed lists become primitive arrays.
 */
final class XgBoostUbj {
  private static final int MAX_DEPTH = 32;

  private final ByteBuffer in;

  private XgBoostUbj(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  static XgBoostDocument read(byte[] bytes) {
    try {
      XgBoostUbj reader = new XgBoostUbj(bytes);
      return new XgBoostDocument("model", reader.value(reader.in.get(), 0));
    } catch (BufferUnderflowException e) {
      throw ModelErrors.malformed(XgBoostDocument.WHAT, "it ends in the middle", e);
    }
  }

  private @Nullable Object value(byte marker, int depth) {
    if (depth > MAX_DEPTH) {
      throw ModelErrors.malformed(XgBoostDocument.WHAT, "it nests deeper than " + MAX_DEPTH);
    }
    return switch (marker) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case 'S' -> text();
      case 'C' -> String.valueOf((char) in.get());
      case 'd' -> (double) in.getFloat();
      case 'D' -> in.getDouble();
      case 'T' -> 1.0;
      case 'F' -> 0.0;
      case 'Z', 'N' -> null;
      default -> (double) integer(marker);
    };
  }

  private long integer(byte marker) {
    return switch (marker) {
      case 'i' -> in.get();
      case 'U' -> in.get() & 0xff;
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> in.getLong();
      default ->
          throw ModelErrors.malformed(
              XgBoostDocument.WHAT,
              "byte " + (in.position() - 1) + " is no UBJSON marker: " + marker);
    };
  }

  /** A count of things of at least that many bytes each, which the rest of the file must hold. */
  private int count(long claimed, int bytesEach) {
    if (claimed < 0 || claimed > in.remaining() / bytesEach) {
      throw ModelErrors.malformed(
          XgBoostDocument.WHAT, "a length of " + claimed + " is more than the file holds");
    }
    return (int) claimed;
  }

  private String text() {
    byte[] bytes = new byte[count(integer(in.get()), 1)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (byte marker = in.get(); marker != '}'; marker = in.get()) {
      byte[] key = new byte[count(integer(marker), 1)];
      in.get(key);
      String name = new String(key, StandardCharsets.UTF_8);
      Object value = value(in.get(), depth + 1);
      if (map.containsKey(name)) {
        throw ModelErrors.malformed(XgBoostDocument.WHAT, "the key '" + name + "' stands twice");
      }
      if (!XgBoostDocument.SKIPPED.contains(name)) {
        map.put(name, value);
      }
    }
    return map;
  }

  private Object array(int depth) {
    byte marker = in.get();
    if (marker == '$') {
      byte type = in.get();
      if (in.get() != '#') {
        throw ModelErrors.malformed(XgBoostDocument.WHAT, "a typed list has no length");
      }
      return typed(type, integer(in.get()));
    }
    List<@Nullable Object> list = new ArrayList<>();
    if (marker == '#') {
      int count = count(integer(in.get()), 1);
      for (int i = 0; i < count; i++) {
        list.add(value(in.get(), depth + 1));
      }
      return list;
    }
    for (; marker != ']'; marker = in.get()) {
      list.add(value(marker, depth + 1));
    }
    return list;
  }

  private Object typed(byte type, long claimed) {
    return switch (type) {
      case 'd' -> floats(count(claimed, Float.BYTES));
      case 'D' -> doubles(count(claimed, Double.BYTES));
      case 'l' -> ints(count(claimed, Integer.BYTES));
      case 'L' -> longs(count(claimed, Long.BYTES));
      case 'U', 'i', 'I' -> {
        int[] out = new int[count(claimed, type == 'I' ? 2 : 1)];
        for (int i = 0; i < out.length; i++) {
          out[i] = (int) integer(type);
        }
        yield out;
      }
      default ->
          throw ModelErrors.malformed(XgBoostDocument.WHAT, "a list of the unknown type " + type);
    };
  }

  private float[] floats(int count) {
    float[] out = new float[count];
    in.asFloatBuffer().get(out);
    in.position(in.position() + count * Float.BYTES);
    return out;
  }

  private double[] doubles(int count) {
    double[] out = new double[count];
    in.asDoubleBuffer().get(out);
    in.position(in.position() + count * Double.BYTES);
    return out;
  }

  private int[] ints(int count) {
    int[] out = new int[count];
    in.asIntBuffer().get(out);
    in.position(in.position() + count * Integer.BYTES);
    return out;
  }

  private long[] longs(int count) {
    long[] out = new long[count];
    in.asLongBuffer().get(out);
    in.position(in.position() + count * Long.BYTES);
    return out;
  }
}
