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

  /** So many rows, or more, are not worth beginning with. */
  private static final long MANY = 5_000;

  private static final String ANYWHERE =
      "metastore_id = ? AND field IN (0, 1, 2, 3, 4) AND word >= ? AND word < ?";

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

  /** A securable, and the word by which it was found. */
  record Hit(String word, String securableId) {
    /** Before all others. */
    static final Hit NONE = new Hit("", "");
  }

  /**
   * Securables that hold words with all these beginnings, the first of them in that place; some at
   * a time, by the order of words.
   *
   * @param after the last of those before
   */
  List<Hit> find(Tx tx, String metastoreId, Place place, List<String> words, int limit, Hit after) {
    // Where one of the others is rare, few securables are looked at instead of all with the first.
    String rare = rarest(tx, metastoreId, words.subList(1, words.size()));
    StringBuilder sql = new StringBuilder("SELECT w.word, w.securable_id FROM ");
    List<Object> values = new ArrayList<>();
    if (!rare.isEmpty()) {
      sql.append("(SELECT DISTINCT securable_id FROM catalog_word WHERE ")
          .append(ANYWHERE)
          .append(") c CROSS JOIN ");
      values.add(metastoreId);
      values.addAll(range(rare));
    }
    // With the sign, SQLite looks up each of the few by its id, and not among the first word's all.
    sql.append("catalog_word w WHERE w.metastore_id = ? AND ")
        .append(rare.isEmpty() ? "w.field = ?" : "+w.field = ?")
        .append(" AND w.word >= ? AND w.word < ? AND (w.word, w.securable_id) > (?, ?)");
    values.addAll(List.of(metastoreId, PLACES.indexOf(place)));
    values.addAll(range(words.get(0)));
    values.addAll(List.of(after.word(), after.securableId()));
    if (!rare.isEmpty()) {
      sql.append(" AND w.securable_id = c.securable_id");
    }
    for (String word : words.subList(1, words.size())) {
      if (!word.equals(rare)) {
        sql.append(
            " AND EXISTS (SELECT 1 FROM catalog_word o"
                + " WHERE o.securable_id = w.securable_id AND o.word >= ? AND o.word < ?)");
        values.addAll(range(word));
      }
    }
    sql.append(" ORDER BY w.word, w.securable_id LIMIT ?");
    values.add(limit);
    return tx.query(sql.toString(), row -> new Hit(row.string(1), row.string(2)), values.toArray());
  }

  /** Of some beginnings the one that the fewest rows have; empty when all have many. */
  private static String rarest(Tx tx, String metastoreId, List<String> words) {
    String rarest = "";
    long fewest = MANY;
    for (String word : words) {
      List<Object> values = new ArrayList<>(List.of(metastoreId));
      values.addAll(range(word));
      values.add(MANY);
      long rows =
          tx.first(
                  "SELECT COUNT(*) FROM (SELECT 1 FROM catalog_word WHERE "
                      + ANYWHERE
                      + " LIMIT ?) few",
                  row -> row.number(1),
                  values.toArray())
              .orElse(MANY);
      if (rows < fewest) {
        rarest = word;
        fewest = rows;
      }
    }
    return rarest;
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
