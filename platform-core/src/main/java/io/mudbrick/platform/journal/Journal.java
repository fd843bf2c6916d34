package io.mudbrick.platform.journal;

import java.util.Map;

/** The append-only log. Thread-safe. */
public interface Journal {
  /**
   * Appends a record; when it returns, a killed process does not lose it (a power cut may, unless
   * the engine was built with a synced journal).
   */
  void append(String topic, String scope, Map<String, Object> fields);

  /** Adds a sink; it is fed from where it last stood. */
  void attach(JournalSink sink);

  /**
   * Hands everything appended so far to the sinks before it returns, also what other servers of a
   * shared store appended.
   */
  void flush();
}
