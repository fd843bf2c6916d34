package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the records of one topic among a journal's lines. */
final class TopicLines {
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
    JournalLine read = Json.read(Arrays.copyOf(line, json), JournalLine.class);
    return read.topic().equals(topic)
        ? new JournalRecord(
            journal,
            read.seq(),
            topic,
            read.scope(),
            Instant.ofEpochMilli(read.at()),
            read.fields())
        : null;
  }

  /** Whether the line says so at its beginning; told without reading all of it. */
  private boolean isOfAnother(byte[] line) {
    int at = Segments.BEFORE_SEQUENCE.length();
    while (at < line.length && line[at] >= '0' && line[at] <= '9') {
      at++;
    }
    int name = at + Segments.BEFORE_TOPIC.length();
    int to = at + label.length;
    return to <= line.length
        && Arrays.equals(line, at, name, label, 0, name - at)
        && !Arrays.equals(line, name, to, label, name - at, label.length);
  }
}
