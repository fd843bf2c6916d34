package io.mudbrick.examples.crash;

/** What a check says when something is lost, half there, or there without having been asked for. */
final class Expect {
  private Expect() {}

  static void that(boolean holds, String format, Object... values) {
    if (!holds) {
      throw new AssertionError(format.formatted(values));
    }
  }

  /** All that was acknowledged, and at most the one piece that was under way. */
  static long acknowledged(String what, long found, long acknowledged) {
    that(found >= acknowledged, "%s: %d acknowledged, %d there", what, acknowledged, found);
    that(found <= acknowledged + 1, "%s: %d acknowledged, but %d there", what, acknowledged, found);
    return found;
  }
}
