package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.TrackingErrors;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An enumeration as JSON of protocol buffers carries it: by name or by number, the number also as
 * text. All of MLflow's count from 1 in the order of ours.
 */
final class WireEnum<E extends Enum<E>> {
  private final Map<Object, E> known = new HashMap<>();

  private WireEnum(E[] values) {
    int number = 0;
    for (E value : values) {
      number++;
      known.put(value.name(), value);
      known.put(number, value);
      known.put(Integer.toString(number), value);
    }
  }

  static <E extends Enum<E>> WireEnum<E> of(E[] values) {
    return new WireEnum<>(values);
  }

  /**
   * @param sent a text or a number of a request; null when there is none
   */
  @Nullable E read(String parameter, @Nullable Object sent) {
    E value = sent == null ? null : known.get(sent);
    if (sent != null && value == null) {
      throw TrackingErrors.wrongType(parameter, sent);
    }
    return value;
  }
}
