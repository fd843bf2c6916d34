package io.mudbrick.platform.journal;

import io.mudbrick.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened.
 *
 * @param journal whose: empty where one server has the store to itself, else the server's id
 * @param sequence its place in the journal, without gaps, from 1
 * @param topic {@code audit}, {@code lineage}, {@code inference}, ...
 * @param scope the metastore id that the record belongs to
 * @param at when
 * @param body what was appended, a JSON object in UTF-8 unless it was bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // on its way to one sink, never compared
public record JournalRecord(
    String journal, long sequence, String topic, String scope, Instant at, byte[] body) {

  /** What was appended: strings, numbers, booleans, lists, maps. */
  public Map<String, Object> fields() {
    return Json.object(new String(body, StandardCharsets.UTF_8));
  }

  /** What was appended, as the record that it was, in less time than as fields. */
  public <T extends Record> T as(Class<T> type) {
    return Json.read(body, type);
  }

  /** Names the record among those of all journals. */
  public String id() {
    return journal.isEmpty() ? Long.toString(sequence) : journal + "-" + sequence;
  }
}
