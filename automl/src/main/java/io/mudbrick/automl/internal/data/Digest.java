package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A fingerprint of the values that models are made of. */
public final class Digest {
  private static final int LENGTH = 8;

  private Digest() {}

  /** Eight hexadecimal digits, as long as MLflow's own dataset digests. */
  static String of(Frame features, Truth truth) {
    MessageDigest digest = sha256();
    update(digest, features);
    ByteBuffer values = ByteBuffer.allocate(Double.BYTES * truth.values().length);
    for (double value : truth.values()) {
      values.putDouble(value);
    }
    digest.update(values.array());
    return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
  }

  /** The same of all columns, whatever they are. */
  public static String of(Frame rows) {
    MessageDigest digest = sha256();
    update(digest, rows);
    return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
  }

  private static void update(MessageDigest digest, Frame rows) {
    rows.columns()
        .forEach(
            (name, column) -> {
              digest.update(name.getBytes(StandardCharsets.UTF_8));
              update(digest, column);
            });
  }

  private static void update(MessageDigest digest, Column column) {
    switch (column.kind()) {
      case DOUBLE, BOOLEAN -> {
        ByteBuffer values = ByteBuffer.allocate(Double.BYTES * column.size());
        for (int i = 0; i < column.size(); i++) {
          values.putDouble(column.number(i));
        }
        digest.update(values.array());
      }
      case LONG, STRING, OBJECT -> {
        for (int i = 0; i < column.size(); i++) {
          digest.update(text(column, i).getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
        }
      }
    }
  }

  /** An array's own text is its address. */
  private static String text(Column column, int row) {
    Object value = column.value(row);
    if (value instanceof double[] doubles) {
      return Arrays.toString(doubles);
    }
    return value instanceof float[] floats
        ? Arrays.toString(floats)
        : String.valueOf(column.text(row));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
