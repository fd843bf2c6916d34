package io.mudbrick.platform.internal;

import io.mudbrick.platform.files.StorageErrors;
import io.mudbrick.platform.journal.Journal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit's way into the journal. On a full disk reads must go on, so lines wait in memory until
 * there is space; when too many wait, calls are refused instead.
 */
final class AuditLines {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLines.class);
  private static final String TOPIC = "audit";
  private static final int MOST_WAITING = 10_000;

  private final Journal journal;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private volatile boolean someWait;

  AuditLines(Journal journal) {
    this.journal = journal;
  }

  private record Line(String scope, Map<String, Object> fields) {}

  void add(String scope, Map<String, Object> fields) {
    Line line = new Line(scope, fields);
    if (someWait) {
      addBehindOthers(line);
      return;
    }
    try {
      append(line);
    } catch (RuntimeException e) {
      keep(line, e);
    }
  }

  private void append(Line line) {
    journal.append(TOPIC, line.scope(), line.fields());
  }

  private synchronized void addBehindOthers(Line line) {
    waiting.add(line);
    try {
      while (!waiting.isEmpty()) {
        append(waiting.peek());
        waiting.remove();
      }
      someWait = false;
      LOG.warn("The journal is written again");
    } catch (RuntimeException e) {
      if (waiting.size() > MOST_WAITING) {
        waiting.removeLast();
        throw e;
      }
    }
  }

  private synchronized void keep(Line line, RuntimeException e) {
    if (StorageErrors.of(e) == null) {
      throw e;
    }
    LOG.warn("The audit waits in memory until the journal can be written", e);
    waiting.add(line);
    someWait = true;
  }
}
