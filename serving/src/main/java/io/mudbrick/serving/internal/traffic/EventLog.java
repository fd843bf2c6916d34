package io.mudbrick.serving.internal.traffic;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of what happened, as a log shows them. Thread-safe. */
public final class EventLog {
  private static final int LINES = 500;
  private static final int LONGEST = 2000;

  private final Clock clock;
  private final Deque<String> lines = new ArrayDeque<>();

  public EventLog(Clock clock) {
    this.clock = clock;
  }

  public void info(String what) {
    add("INFO", what);
  }

  public void error(String what) {
    add("ERROR", what);
  }

  private synchronized void add(String level, String what) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.add(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " [" + level + "] " + cut(what));
  }

  /** Some errors name all that was sent. */
  private static String cut(String what) {
    return what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "...";
  }

  /** The lines, each ended by a line feed. */
  public synchronized String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
