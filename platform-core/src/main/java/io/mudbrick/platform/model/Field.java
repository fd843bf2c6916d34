package io.mudbrick.platform.model;

import org.jspecify.annotations.Nullable;

/**
 * One column or tensor of a {@link Schema}.
 *
 * @param name null only for the single unnamed column or tensor of a schema
 * @param required whether rows must carry it
 */
public record Field(@Nullable String name, FieldType type, boolean required) {
  /** A required scalar column. */
  public static Field of(String name, DataType type) {
    return new Field(name, new FieldType.Scalar(type), true);
  }

  /** A scalar column that rows may leave out. */
  public static Field optional(String name, DataType type) {
    return new Field(name, new FieldType.Scalar(type), false);
  }
}
