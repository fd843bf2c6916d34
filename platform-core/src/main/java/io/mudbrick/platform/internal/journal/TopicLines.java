package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the records of one topic among a journal's lines. */
final class TopicLines {
  private static final byte[] SCOPE = ",\"scope\":\"".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AT = "\",\"at\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FIELDS = ",\"fields\":".getBytes(StandardCharsets.UTF_8);

  private final String journal;
  private final String topic;

  /** What follows the number in every line of the topic. */
  private final byte[] label;

  TopicLines(String journal, String topic) {
    this.journal = journal;
    this.topic = topic;
    this.label = (Segments.BEFORE_TOPIC + Json.write(topic)).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The record of a line; null when it is of another topic.
   *
   * @throws io.mudbrick.platform.PlatformException {@code DATA_LOSS} when the line is damaged
   */
  @Nullable JournalRecord record(byte[] line) {
    int json = SealedLine.open(line);
    if (isOfAnother(line)) {
      return null;
    }
    JournalRecord usual = usual(line, json);
    return usual != null ? usual : other(Arrays.copyOf(line, json));
  }

  /** A line as {@link FileJournal#append} writes it; null when it is otherwise. */
  private @Nullable JournalRecord usual(byte[] line, int json) {
    int number = end(line, Segments.BEFORE_SEQUENCE.length());
    int scope = after(line, number, label, json);
    scope = after(line, scope, SCOPE, json);
    int quote = scope;
    while (scope >= 0 && quote < json && line[quote] != '"') {
      if (line[quote++] == '\\') {
        return null;
      }
    }
    int at = after(line, scope < 0 ? scope : quote, AT, json);
    int time = at < 0 ? at : end(line, at);
    int fields = after(line, time, FIELDS, json);
    return fields < 0
        ? null
        : new JournalRecord(
            journal,
            number(line, Segments.BEFORE_SEQUENCE.length(), number),
            topic,
            new String(line, scope, quote - scope, StandardCharsets.UTF_8),
            Instant.ofEpochMilli(number(line, at, time)),
            Arrays.copyOfRange(line, fields, json - 1));
  }

  private @Nullable JournalRecord other(byte[] json) {
    JournalLine read = Json.read(json, JournalLine.class);
    return read.topic().equals(topic)
        ? new JournalRecord(
            journal,
            read.seq(),
            topic,
            read.scope(),
            Instant.ofEpochMilli(read.at()),
            Json.bytes(read.fields()))
        : null;
  }

  /** Where the digits end that begin there. */
  private static int end(byte[] line, int from) {
    int at = from;
    while (at < line.length && line[at] >= '0' && line[at] <= '9') {
      at++;
    }
    return at;
  }

  private static long number(byte[] line, int from, int to) {
    return Long.parseLong(new String(line, from, to - from, StandardCharsets.US_ASCII));
  }

  /** Where what is expected at a place ends; -1 when something else stands there. */
  private static int after(byte[] line, int from, byte[] expected, int to) {
    int end = from + expected.length;
    boolean there =
        from >= 0 && end <= to && Arrays.equals(line, from, end, expected, 0, expected.length);
    return there ? end : -1;
  }

  /** Whether the line says so at its beginning; told without reading all of it. */
  private boolean isOfAnother(byte[] line) {
    int at = end(line, Segments.BEFORE_SEQUENCE.length());
    int name = at + Segments.BEFORE_TOPIC.length();
    int to = at + label.length;
    return to <= line.length
        && Arrays.equals(line, at, name, label, 0, name - at)
        && !Arrays.equals(line, name, to, label, name - at, label.length);
  }
}
