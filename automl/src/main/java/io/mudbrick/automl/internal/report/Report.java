package io.mudbrick.automl.internal.report;

import java.util.Map;

/** Files by name: what one way of measuring has to show. */
public interface Report {
  /** The files, by their path below the run's artifacts. */
  Map<String, byte[]> files();
}
