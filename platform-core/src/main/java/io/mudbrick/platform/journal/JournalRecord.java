package io.mudbrick.platform.journal;

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
 * @param fields JSON values: strings, numbers, booleans, lists, maps
 */
public record JournalRecord(
    String journal,
    long sequence,
    String topic,
    String scope,
    Instant at,
    Map<String, Object> fields) {

  /** Names the record among those of all journals. */
  public String id() {
    return journal.isEmpty() ? Long.toString(sequence) : journal + "-" + sequence;
  }
}
