package io.mudbrick.catalog.internal.search;

import io.mudbrick.catalog.Discovery.Place;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of words. */
final class WordStore {
  /** The best first, as the rows number them. */
  static final List<Place> PLACES =
      List.of(Place.NAME, Place.COLUMN, Place.TAG, Place.OWNER, Place.COMMENT);

  /** Sorts after every character, so that a range takes in all words that begin with another. */
  private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

  void add(Tx tx, String metastoreId, String securableId, Place place, Set<String> words) {
    tx.batch(
        "INSERT INTO catalog_word (securable_id, word, field, metastore_id) VALUES (?, ?, ?, ?)",
        words.stream()
            .map(word -> new Object[] {securableId, word, PLACES.indexOf(place), metastoreId})
            .toList());
  }

  void remove(Tx tx, String securableId) {
    tx.update("DELETE FROM catalog_word WHERE securable_id = ?", securableId);
  }

  /**
   * Securables that hold words with all these beginnings, the first of them in that place; some at
   * a time, by the order of words.
   */
  List<String> find(
      Tx tx, String metastoreId, Place place, List<String> words, int limit, int offset) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT securable_id FROM catalog_word w"
                + " WHERE metastore_id = ? AND field = ? AND word >= ? AND word < ?");
    List<Object> values = new ArrayList<>(List.of(metastoreId, PLACES.indexOf(place)));
    values.addAll(range(words.get(0)));
    for (String word : words.subList(1, words.size())) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM catalog_word o"
              + " WHERE o.securable_id = w.securable_id AND o.word >= ? AND o.word < ?)");
      values.addAll(range(word));
    }
    sql.append(" ORDER BY word, securable_id LIMIT ? OFFSET ?");
    values.add(limit);
    values.add(offset);
    return tx.query(sql.toString(), row -> row.string(1), values.toArray());
  }

  private static List<String> range(String beginning) {
    return List.of(beginning, beginning + LAST);
  }

  boolean isComplete(Tx tx, String metastoreId) {
    return tx.exists("SELECT 1 FROM catalog_indexed WHERE metastore_id = ?", metastoreId);
  }

  void complete(Tx tx, String metastoreId) {
    tx.update("INSERT INTO catalog_indexed (metastore_id) VALUES (?)", metastoreId);
  }
}
