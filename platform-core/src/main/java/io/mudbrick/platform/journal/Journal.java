package io.mudbrick.platform.journal;

/** The append-only log. Thread-safe. */
public interface Journal {
  /**
   * Appends a record; when it returns, a killed process does not lose it (a power cut may, unless
   * the engine was built with a synced journal).
   *
   * @param fields a record or a map, which becomes a JSON object
   */
  void append(String topic, String scope, Object fields);

  /**
   * As the other, for what is to be read fast: the bytes stand in the journal as they are.
   *
   * @param body not to be changed any more
   */
  void append(String topic, String scope, byte[] body);

  /** Adds a sink; it is fed from where it last stood. */
  void attach(JournalSink sink);

  /**
   * Hands everything appended so far to the sinks before it returns, also what other servers of a
   * shared store appended.
   */
  void flush();
}
