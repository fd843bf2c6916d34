package io.mudbrick.catalog.internal.delta;

import org.jspecify.annotations.Nullable;

/** Somebody else's commit that stands against a change; the writer may build the change anew. */
final class Conflict extends Exception {
  private static final long serialVersionUID = 1L;

  /** The rules of Delta, each with its error class and the name of its exception. */
  enum Rule {
    CONCURRENT_APPEND("ConcurrentAppendException", "added files to %s that this write has read"),
    CONCURRENT_DELETE_READ(
        "ConcurrentDeleteReadException", "removed a file (%s) that this write has read"),
    CONCURRENT_DELETE_DELETE(
        "ConcurrentDeleteDeleteException", "removed a file (%s) that this write removes, too"),
    METADATA_CHANGED("MetadataChangedException", "changed the metadata of %s"),
    PROTOCOL_CHANGED("ProtocolChangedException", "changed the protocol of %s"),
    CONCURRENT_TRANSACTION(
        "ConcurrentTransactionException", "committed for the same application (%s)");

    private final String exception;
    private final String deed;

    Rule(String exception, String deed) {
      this.exception = exception;
      this.deed = deed;
    }

    String errorClass() {
      return "DELTA_" + name();
    }
  }

  private final Rule rule;

  Conflict(Rule rule, String what, long version, @Nullable String operation) {
    super(
        "[%s] %s: version %d (%s) %s"
            .formatted(
                rule.errorClass(),
                rule.exception,
                version,
                operation == null ? "unknown operation" : operation,
                rule.deed.formatted(what)));
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
