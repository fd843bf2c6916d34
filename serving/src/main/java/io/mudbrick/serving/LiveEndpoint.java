package io.mudbrick.serving;

import io.mudbrick.platform.model.Frame;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One endpoint, as {@link Serving#endpoint} gives it. Thread-safe. */
public interface LiveEndpoint {
  String name();

  /** As {@link Serving#predict}. */
  Answer predict(Frame rows);

  /** As {@link Serving#predict}, of one row. */
  default Answer predict(Map<String, ? extends @Nullable Object> row) {
    return predict(Frame.row(row));
  }
}
