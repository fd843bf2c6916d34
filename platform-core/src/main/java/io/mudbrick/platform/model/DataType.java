package io.mudbrick.platform.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scalar types of an MLflow column schema. */
public enum DataType {
  BOOLEAN,
  INTEGER,
  LONG,
  FLOAT,
  DOUBLE,
  STRING,
  BINARY,
  DATETIME;

  /** The name under which MLflow writes the type, such as {@code double}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that name, or null when MLflow has none. */
  public static @Nullable DataType ofWireName(String name) {
    for (DataType type : values()) {
      if (type.wireName().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
