package io.mudbrick.tracking.rest.mlflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of answers as the JSON of protocol buffers has them: an empty one is left out. */
final class Repeated {
  private Repeated() {}

  static <T> @Nullable List<T> of(List<T> items) {
    return items.isEmpty() ? null : items;
  }
}
