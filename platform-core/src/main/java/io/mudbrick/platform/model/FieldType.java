package io.mudbrick.platform.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The type of a field of a {@link Schema}: a scalar, a nested type, or a tensor. Immutable. */
public sealed interface FieldType {

  /** One value a row. */
  record Scalar(DataType type) implements FieldType {}

  /** A list of equal things. */
  record ArrayOf(FieldType items) implements FieldType {}

  /** Named properties. */
  record Struct(Map<String, Property> properties) implements FieldType {
    public Struct {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }

  /** A property of a {@link Struct}. */
  record Property(FieldType type, boolean required) {}

  /** String keys to equal things. */
  record MapOf(FieldType values) implements FieldType {}

  /** Whatever comes. */
  record Any() implements FieldType {}

  /**
   * A tensor.
   *
   * @param dtype the NumPy name, such as {@code float64}
   * @param shape the extents, -1 for an open one
   */
  record Tensor(String dtype, List<Integer> shape) implements FieldType {
    public Tensor {
      shape = List.copyOf(shape);
    }
  }
}
