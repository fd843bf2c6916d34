package io.mudbrick.registry.faces;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What can be seen of a model over every face. */
final class Seen {
  String description = "";
  final Map<String, String> tags = new TreeMap<>();
  final Map<String, Long> aliases = new TreeMap<>();
  final Map<Long, Version> versions = new TreeMap<>();

  /** The number that was given last. */
  long last;

  /** What can be seen of a version. */
  static final class Version {
    String description = "";
    boolean ready;
    final Map<String, String> tags = new TreeMap<>();

    String text(Set<String> aliases) {
      return (ready ? "READY " : "PENDING_REGISTRATION ") + description + " " + aliases;
    }
  }

  String text() {
    return description + " " + aliases;
  }
}
