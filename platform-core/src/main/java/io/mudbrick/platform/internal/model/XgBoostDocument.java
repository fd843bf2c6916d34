package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.PlatformException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in the document of an XGBoost model, whether it came as JSON or UBJSON: maps, lists,
 * strings, numbers and arrays of numbers, asked for by name and type.
 *
 * @param path where this stands, for errors
 */
record XgBoostDocument(String path, @Nullable Object value) {
  static final String WHAT = "XGBoost model";

  /** Statistics of training that scoring does not need; readers step over them. */
  static final Set<String> SKIPPED = Set.of("base_weights", "loss_changes", "parents");

  XgBoostDocument get(String name) {
    return new XgBoostDocument(path + "." + name, map().get(name));
  }

  boolean has(String name) {
    return map().get(name) != null;
  }

  private Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong("an object");
  }

  String text() {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a string");
  }

  /** An integer, which XGBoost writes as a string. */
  int integer() {
    try {
      double number =
          value instanceof Number n ? n.doubleValue() : Double.parseDouble(text().trim());
      if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      throw wrong("an integer");
    }
    throw wrong("an integer");
  }

  int size() {
    if (value instanceof List<?> list) {
      return list.size();
    }
    throw wrong("a list");
  }

  XgBoostDocument at(int index) {
    if (value instanceof List<?> list) {
      return new XgBoostDocument(path + "[" + index + "]", list.get(index));
    }
    throw wrong("a list");
  }

  int[] integers() {
    if (value instanceof int[] array) {
      return array;
    }
    double[] numbers = numbers();
    int[] out = new int[numbers.length];
    for (int i = 0; i < out.length; i++) {
      if (numbers[i] != Math.rint(numbers[i]) || Math.abs(numbers[i]) > Integer.MAX_VALUE) {
        throw wrong("a list of integers");
      }
      out[i] = (int) numbers[i];
    }
    return out;
  }

  float[] floats() {
    if (value instanceof float[] array) {
      return array;
    }
    double[] numbers = numbers();
    float[] out = new float[numbers.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) numbers[i];
    }
    return out;
  }

  double[] numbers() {
    if (value instanceof double[] array) {
      return array;
    }
    double[] out = NumberArrays.toDoubles(value);
    if (out == null) {
      throw wrong("a list of numbers");
    }
    return out;
  }

  PlatformException wrong(String expected) {
    return ModelErrors.malformed(
        WHAT, path + (value == null ? " is missing" : " is not " + expected));
  }
}
