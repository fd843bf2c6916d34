package io.mudbrick.automl.cli;

import java.util.Map;

/** Shows what happens while it happens. For one thread. */
interface Board {
  /** Takes a line of the server. */
  void take(Map<String, Object> line);

  /** Nothing more will be taken. */
  default void end() {}
}
