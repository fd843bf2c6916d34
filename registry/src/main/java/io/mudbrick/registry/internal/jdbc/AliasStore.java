package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.AliasMove;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Aliases and the history of their moves. */
public final class AliasStore {
  /** As many as are asked for in one statement. */
  private static final int SOME = 500;

  public void set(Tx tx, String modelId, String alias, long version) {
    tx.update(
        "INSERT INTO registry_aliases (model_id, alias, version) VALUES (?, ?, ?)"
            + " ON CONFLICT (model_id, alias) DO UPDATE SET version = excluded.version",
        modelId,
        alias,
        version);
  }

  public void remove(Tx tx, String modelId, String alias) {
    tx.update("DELETE FROM registry_aliases WHERE model_id = ? AND alias = ?", modelId, alias);
  }

  public Optional<Long> version(Tx tx, String modelId, String alias) {
    return tx.first(
        "SELECT version FROM registry_aliases WHERE model_id = ? AND alias = ?",
        row -> row.number(1),
        modelId,
        alias);
  }

  public Map<String, Long> ofModel(Tx tx, String modelId) {
    Map<String, Long> aliases = new LinkedHashMap<>();
    tx.forEach(
        "SELECT alias, version FROM registry_aliases WHERE model_id = ? ORDER BY alias",
        row -> aliases.put(row.string(1), row.number(2)),
        modelId);
    return aliases;
  }

  /** The aliases of many models, by the model's id. */
  public Map<String, Map<String, Long>> ofModels(Tx tx, List<String> modelIds) {
    Map<String, Map<String, Long>> aliases = new HashMap<>();
    for (int from = 0; from < modelIds.size(); from += SOME) {
      List<String> some = modelIds.subList(from, Math.min(modelIds.size(), from + SOME));
      tx.forEach(
          "SELECT model_id, alias, version FROM registry_aliases WHERE model_id IN ("
              + String.join(", ", Collections.nCopies(some.size(), "?"))
              + ") ORDER BY model_id, alias",
          row ->
              aliases
                  .computeIfAbsent(row.string(1), model -> new LinkedHashMap<>())
                  .put(row.string(2), row.number(3)),
          some.toArray());
    }
    return aliases;
  }

  public List<String> ofVersion(Tx tx, String modelId, long version) {
    return tx.query(
        "SELECT alias FROM registry_aliases WHERE model_id = ? AND version = ? ORDER BY alias",
        row -> row.string(1),
        modelId,
        version);
  }

  public void addMove(Tx tx, String modelId, AliasMove move) {
    tx.update(
        "INSERT INTO registry_alias_moves"
            + " (model_id, move, alias, from_version, to_version, moved_by, moved_at)"
            + " SELECT ?, COALESCE(MAX(move), 0) + 1, ?, ?, ?, ?, ?"
            + " FROM registry_alias_moves WHERE model_id = ?",
        modelId,
        move.alias(),
        move.from(),
        move.to(),
        move.by(),
        move.at(),
        modelId);
  }

  /** All moves, oldest first. */
  public List<AliasMove> moves(Tx tx, String modelId, String alias) {
    return moves(tx, modelId, alias, Integer.MAX_VALUE, 0);
  }

  /** Some of the moves, oldest first. */
  public List<AliasMove> moves(Tx tx, String modelId, String alias, int most, int from) {
    return tx.query(
        "SELECT alias, from_version, to_version, moved_by, moved_at FROM registry_alias_moves"
            + " WHERE model_id = ? AND alias = ? ORDER BY move LIMIT ? OFFSET ?",
        row ->
            new AliasMove(
                row.string(1),
                row.nullableNumber(2),
                row.nullableNumber(3),
                row.string(4),
                row.instant(5)),
        modelId,
        alias,
        most,
        from);
  }
}
