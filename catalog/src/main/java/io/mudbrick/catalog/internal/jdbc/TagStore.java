package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.TagAssignment;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of tags: of securables, and of columns of tables. */
public final class TagStore {
  /** Of a value, so many characters are in the index. */
  private static final int INDEXED = 100;

  public Map<String, String> of(Tx tx, String securableId) {
    Map<String, String> tags = new LinkedHashMap<>();
    assignments(tx, securableId).forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** The tags of many, by the securable's id. */
  public void ofAll(Tx tx, List<String> ids, Map<String, Map<String, String>> into) {
    tx.forEach(
        "SELECT securable_id, tag_key, tag_value FROM catalog_tag WHERE securable_id IN ("
            + String.join(", ", Collections.nCopies(ids.size(), "?"))
            + ") ORDER BY securable_id, tag_key",
        row ->
            into.computeIfAbsent(row.string(1), id -> new LinkedHashMap<>())
                .put(row.string(2), row.string(3)),
        ids.toArray());
  }

  /** The ids of those with a tag whose value fits. */
  public Set<String> with(Tx tx, String key, Predicate<String> value) {
    Set<String> ids = new HashSet<>();
    tx.forEach(
        "SELECT securable_id, tag_value FROM catalog_tag WHERE tag_key = ?",
        row -> {
          if (value.test(row.string(2))) {
            ids.add(row.string(1));
          }
        },
        key);
    return ids;
  }

  /** The ids of those with a tag of that value. */
  public Set<String> with(Tx tx, String key, String value) {
    Set<String> ids = new HashSet<>();
    tx.forEach(
        "SELECT securable_id FROM catalog_tag"
            + " WHERE tag_key = ? AND substr(tag_value, 1, 100) = ? AND tag_value = ?",
        row -> ids.add(row.string(1)),
        key,
        value.substring(0, Math.min(INDEXED, value.length())),
        value);
    return ids;
  }

  public List<TagAssignment> assignments(Tx tx, String securableId) {
    return tx.query(
        "SELECT tag_key, tag_value, updated_at, updated_by FROM catalog_tag"
            + " WHERE securable_id = ? ORDER BY tag_key",
        TagStore::assignment,
        securableId);
  }

  public List<TagAssignment> ofColumn(Tx tx, String tableId, String column) {
    return tx.query(
        "SELECT tag_key, tag_value, updated_at, updated_by FROM catalog_column_tag"
            + " WHERE securable_id = ? AND column_name = ? ORDER BY tag_key",
        TagStore::assignment,
        tableId,
        column);
  }

  private static TagAssignment assignment(Row row) {
    return new TagAssignment(
        row.string(1), row.string(2), new Stamp(row.instant(3), row.string(4)));
  }

  public void set(Tx tx, String securableId, TagAssignment tag) {
    unset(tx, securableId, tag.key());
    tx.update(
        "INSERT INTO catalog_tag (securable_id, tag_key, tag_value, updated_at, updated_by)"
            + " VALUES (?, ?, ?, ?, ?)",
        securableId,
        tag.key(),
        tag.value(),
        tag.updated().at(),
        tag.updated().by());
  }

  public void setOnColumn(Tx tx, String tableId, String column, TagAssignment tag) {
    unsetOnColumn(tx, tableId, column, tag.key());
    tx.update(
        "INSERT INTO catalog_column_tag (securable_id, column_name, tag_key, tag_value,"
            + " updated_at, updated_by) VALUES (?, ?, ?, ?, ?, ?)",
        tableId,
        column,
        tag.key(),
        tag.value(),
        tag.updated().at(),
        tag.updated().by());
  }

  /** Returns whether there was such a tag. */
  public boolean unset(Tx tx, String securableId, String key) {
    return tx.update(
            "DELETE FROM catalog_tag WHERE securable_id = ? AND tag_key = ?", securableId, key)
        > 0;
  }

  /** Returns whether there was such a tag. */
  public boolean unsetOnColumn(Tx tx, String tableId, String column, String key) {
    return tx.update(
            "DELETE FROM catalog_column_tag"
                + " WHERE securable_id = ? AND column_name = ? AND tag_key = ?",
            tableId,
            column,
            key)
        > 0;
  }

  /** The tags of the columns of a table, by the column's name. */
  public Map<String, Map<String, String>> ofColumns(Tx tx, String tableId) {
    Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    tx.forEach(
        "SELECT column_name, tag_key, tag_value FROM catalog_column_tag WHERE securable_id = ?"
            + " ORDER BY column_name, tag_key",
        row ->
            tags.computeIfAbsent(row.string(1), name -> new LinkedHashMap<>())
                .put(row.string(2), row.string(3)),
        tableId);
    return tags;
  }

  /** How many tags the columns of a table have. */
  public int onColumns(Tx tx, String tableId) {
    return tx.first(
            "SELECT COUNT(*) FROM catalog_column_tag WHERE securable_id = ?",
            row -> (int) row.number(1),
            tableId)
        .orElse(0);
  }
}
