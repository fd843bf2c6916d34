package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.PlatformException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in protobuf's wire format, asked for its fields by number. Nothing is copied or built
 * before it is asked for, so a message costs what is taken out of it.
 *
 * @param what the file, for errors
 */
@SuppressWarnings("ArrayRecordComponent") // a window on a file, never compared
record Proto(String what, byte[] bytes, int from, int to) {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  /** More than any honest message repeats. */
  private static final int MAX_REPEATED = 10_000_000;

  static Proto of(String what, byte[] bytes) {
    return new Proto(what, bytes, 0, bytes.length);
  }

  /** The last message in that field, as protobuf reads a field that is no list; null without. */
  @Nullable Proto find(int field) {
    Proto last = null;
    Cursor cursor = new Cursor();
    while (cursor.next()) {
      if (cursor.field == field) {
        last = cursor.message();
      }
    }
    return last;
  }

  Proto message(int field) {
    Proto found = find(field);
    if (found == null) {
      throw wrong("field " + field + " is missing");
    }
    return found;
  }

  List<Proto> messages(int field) {
    List<Proto> all = new ArrayList<>();
    Cursor cursor = new Cursor();
    while (cursor.next()) {
      if (cursor.field == field) {
        all.add(cursor.message());
        checkCount(all.size());
      }
    }
    return all;
  }

  /** The text of that field; empty without. */
  String text(int field) {
    Proto found = find(field);
    return found == null ? "" : found.asText();
  }

  List<String> texts(int field) {
    return messages(field).stream().map(Proto::asText).toList();
  }

  private String asText() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw ModelErrors.malformed(what, "a text is not UTF-8", e);
    }
  }

  /** The integer in that field; 0 without, as protobuf writes no zeros. */
  long integer(int field) {
    long last = 0;
    Cursor cursor = new Cursor();
    while (cursor.next()) {
      if (cursor.field == field) {
        last = cursor.integer();
      }
    }
    return last;
  }

  /** An integer of at least that value, which fits. */
  int index(int field, int least) {
    long value = integer(field);
    if (value < least || value > Integer.MAX_VALUE) {
      throw wrong("field " + field + " is " + value);
    }
    return (int) value;
  }

  double number(int field) {
    double last = 0;
    Cursor cursor = new Cursor();
    while (cursor.next()) {
      if (cursor.field == field) {
        last = Double.longBitsToDouble(cursor.fixed(FIXED_64));
      }
    }
    return last;
  }

  /** The integers of a list, packed or not. */
  List<Long> integers(int field) {
    List<Long> all = new ArrayList<>();
    Cursor cursor = new Cursor();
    while (cursor.next()) {
      if (cursor.field == field && cursor.type == LENGTH) {
        Cursor inside = cursor.message().new Cursor();
        while (inside.at < inside.end()) {
          all.add(inside.varint());
          checkCount(all.size());
        }
      } else if (cursor.field == field) {
        all.add(cursor.integer());
        checkCount(all.size());
      }
    }
    return all;
  }

  /** The doubles of a list, packed or not. */
  double[] doubles(int field) {
    return reals(field, FIXED_64);
  }

  /** The floats of a list, packed or not. */
  double[] floats(int field) {
    return reals(field, FIXED_32);
  }

  private double[] reals(int field, int type) {
    int size = type == FIXED_64 ? Double.BYTES : Float.BYTES;
    List<double[]> pieces = new ArrayList<>();
    int count = 0;
    Cursor cursor = new Cursor();
    while (cursor.next()) {
      if (cursor.field != field) {
        continue;
      }
      Proto packed = cursor.type == LENGTH ? cursor.message() : cursor.raw(type);
      if ((packed.to - packed.from) % size != 0) {
        throw wrong("field " + field + " does not hold whole numbers of " + size + " bytes");
      }
      double[] piece = packed.littleEndian(size);
      pieces.add(piece);
      count += piece.length;
      checkCount(pieces.size());
    }
    double[] all = new double[count];
    int at = 0;
    for (double[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  /** All bytes as numbers of that size. */
  double[] littleEndian(int size) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
    double[] out = new double[(to - from) / size];
    for (int i = 0; i < out.length; i++) {
      out[i] = size == Double.BYTES ? in.getDouble() : in.getFloat();
    }
    return out;
  }

  int size() {
    return to - from;
  }

  private void checkCount(int count) {
    if (count > MAX_REPEATED) {
      throw wrong("a list of more than " + MAX_REPEATED);
    }
  }

  PlatformException wrong(String reason) {
    return ModelErrors.malformed(what, reason);
  }

  /** Goes from field to field. */
  private final class Cursor {
    private int at = from;
    private int field;
    private int type;
    private int begin;
    private int after;

    int end() {
      return to;
    }

    boolean next() {
      if (field != 0) {
        at = after;
      }
      if (at >= to) {
        return false;
      }
      long tag = varint();
      field = (int) (tag >>> 3);
      type = (int) (tag & 7);
      if (field <= 0 || tag >>> 35 != 0) {
        throw wrong("byte " + at + " is no field");
      }
      begin = at;
      long length =
          switch (type) {
            case VARINT -> {
              varint();
              yield at - begin;
            }
            case FIXED_64 -> Long.BYTES;
            case FIXED_32 -> Integer.BYTES;
            case LENGTH -> {
              long claimed = varint();
              begin = at;
              yield claimed;
            }
            default -> throw wrong("field " + field + " is of the unknown kind " + type);
          };
      if (length < 0 || length > to - begin) {
        throw wrong("field " + field + " is longer than the file");
      }
      after = begin + (int) length;
      return true;
    }

    long varint() {
      long value = 0;
      for (int shift = 0; shift < 70; shift += 7) {
        if (at >= to) {
          throw wrong("it ends in the middle");
        }
        byte own = bytes[at++];
        value |= (own & 0x7fL) << shift;
        if (own >= 0) {
          return value;
        }
      }
      throw wrong("byte " + at + " is no number");
    }

    long integer() {
      expect(VARINT);
      at = begin;
      return varint();
    }

    long fixed(int kind) {
      expect(kind);
      return ByteBuffer.wrap(bytes, begin, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    Proto message() {
      expect(LENGTH);
      return new Proto(what, bytes, begin, after);
    }

    Proto raw(int kind) {
      expect(kind);
      return new Proto(what, bytes, begin, after);
    }

    private void expect(int kind) {
      if (type != kind) {
        throw wrong("field " + field + " is of the kind " + type);
      }
    }
  }
}
