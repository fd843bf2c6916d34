package io.mudbrick.catalog.internal.search;

import io.mudbrick.catalog.Discovery.Place;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of words. */
final class WordStore {
  /** As the rows number them. */
  private static final List<Place> PLACES =
      List.of(Place.NAME, Place.COLUMN, Place.TAG, Place.OWNER, Place.COMMENT);

  /** Sorts after every character, so that a range takes in all words that begin with another. */
  private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

  /** A securable and the best place of the query's first word in it. */
  record Hit(String securableId, Place place) {}

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

  /** Securables that hold words with all these beginnings, some of them at a time. */
  List<Hit> find(Tx tx, String metastoreId, List<String> words, int limit, int offset) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT securable_id, MIN(field) AS place FROM catalog_word w"
                + " WHERE metastore_id = ? AND word >= ? AND word < ?");
    List<Object> values = new ArrayList<>(List.of(metastoreId));
    values.addAll(range(words.get(0)));
    for (String word : words.subList(1, words.size())) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM catalog_word o"
              + " WHERE o.securable_id = w.securable_id AND o.word >= ? AND o.word < ?)");
      values.addAll(range(word));
    }
    sql.append(" GROUP BY securable_id ORDER BY place, securable_id LIMIT ? OFFSET ?");
    values.add(limit);
    values.add(offset);
    return tx.query(
        sql.toString(),
        row -> new Hit(row.string(1), PLACES.get(Math.toIntExact(row.number(2)))),
        values.toArray());
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
