package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.internal.definition.TagRule;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of policies by tags. */
public final class TagRuleStore {
  private static final String SELECT =
      "SELECT id, securable_id, function_id, definition, created_at, created_by, updated_at,"
          + " updated_by FROM catalog_tag_rule WHERE ";

  /** A row. */
  public record Stored(
      String id,
      String securableId,
      String functionId,
      TagRule rule,
      Stamp created,
      Stamp updated) {}

  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Inserts, or replaces the one of that id. */
  public void save(Tx tx, Stored stored) {
    delete(tx, stored.id());
    tx.update(
        "INSERT INTO catalog_tag_rule (id, securable_id, name_key, function_id, definition,"
            + " created_at, created_by, updated_at, updated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        stored.id(),
        stored.securableId(),
        key(stored.rule().name()),
        stored.functionId(),
        Json.write(stored.rule()),
        stored.created().at(),
        stored.created().by(),
        stored.updated().at(),
        stored.updated().by());
  }

  public void delete(Tx tx, String id) {
    tx.update("DELETE FROM catalog_tag_rule WHERE id = ?", id);
  }

  public void deleteAll(Tx tx, String securableId) {
    tx.update("DELETE FROM catalog_tag_rule WHERE securable_id = ?", securableId);
  }

  public Optional<Stored> find(Tx tx, String securableId, String name) {
    return tx.first(
        SELECT + "securable_id = ? AND name_key = ?", TagRuleStore::stored, securableId, key(name));
  }

  /** Those of some securables, by name. */
  public List<Stored> of(Tx tx, Collection<String> securableIds) {
    String marks = String.join(", ", Collections.nCopies(securableIds.size(), "?"));
    return tx.query(
        SELECT + "securable_id IN (" + marks + ") ORDER BY name_key, id",
        TagRuleStore::stored,
        new ArrayList<>(securableIds).toArray());
  }

  /** Those that use a function. */
  public List<Stored> using(Tx tx, String functionId) {
    return tx.query(SELECT + "function_id = ?", TagRuleStore::stored, functionId);
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.string(1),
        row.string(2),
        row.string(3),
        Json.read(row.string(4), TagRule.class),
        new Stamp(row.instant(5), row.string(6)),
        new Stamp(row.instant(7), row.string(8)));
  }
}
