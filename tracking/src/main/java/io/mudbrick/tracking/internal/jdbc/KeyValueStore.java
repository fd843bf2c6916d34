package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Param;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Params or tags of runs or logged models: keys and values of an owner. Stateless. */
public final class KeyValueStore {
  private final String table;
  private final String owner;

  private KeyValueStore(String table, String owner) {
    this.table = table;
    this.owner = owner;
  }

  public static KeyValueStore runParams() {
    return new KeyValueStore("tracking_params", "run_no");
  }

  public static KeyValueStore runTags() {
    return new KeyValueStore("tracking_tags", "run_no");
  }

  public static KeyValueStore modelParams() {
    return new KeyValueStore("tracking_model_params", "model_no");
  }

  public static KeyValueStore modelTags() {
    return new KeyValueStore("tracking_model_tags", "model_no");
  }

  static KeyValueStore evaluationTags() {
    return new KeyValueStore("tracking_eval_dataset_tags", "eval_dataset_no");
  }

  public static KeyValueStore traceTags() {
    return new KeyValueStore("tracking_trace_tags", "trace_no");
  }

  public static KeyValueStore traceMetadata() {
    return new KeyValueStore("tracking_trace_metadata", "trace_no");
  }

  /** Sets values, over old ones if need be. */
  public void set(Tx tx, long number, Map<String, String> values) {
    tx.batch(
        insert() + " ON CONFLICT (" + owner + ", key) DO UPDATE SET value = excluded.value",
        rows(number, values));
  }

  /** Adds values that are known not to be there. */
  public void add(Tx tx, long number, Map<String, String> values) {
    tx.batch(insert(), rows(number, values));
  }

  private String insert() {
    return "INSERT INTO " + table + " (" + owner + ", key, value) VALUES (?, ?, ?)";
  }

  private static List<@Nullable Object[]> rows(long number, Map<String, String> values) {
    List<@Nullable Object[]> rows = new ArrayList<>(values.size());
    values.forEach((key, value) -> rows.add(new @Nullable Object[] {number, key, value}));
    return rows;
  }

  /** Those of the keys that have a value. */
  public Map<String, String> get(Tx tx, long number, Collection<String> keys) {
    Map<String, String> values = new LinkedHashMap<>();
    for (List<String> some : Chunks.of(keys)) {
      Sql sql =
          new Sql("SELECT key, value FROM " + table + " WHERE " + owner + " = ? AND key", number)
              .in(some);
      tx.forEach(sql.text(), row -> values.put(row.string(1), row.string(2)), sql.values());
    }
    return values;
  }

  /** Deletes a value; {@code false} when there was none. */
  public boolean delete(Tx tx, long number, String key) {
    return tx.update("DELETE FROM " + table + " WHERE " + owner + " = ? AND key = ?", number, key)
        > 0;
  }

  /** All values of each owner, by key. */
  <T> Map<Long, List<T>> all(Tx tx, Collection<Long> numbers, BiFunction<String, String, T> make) {
    Map<Long, List<T>> all = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql =
          new Sql("SELECT " + owner + ", key, value FROM " + table + " WHERE " + owner)
              .in(some)
              .add(" ORDER BY " + owner + ", key");
      tx.forEach(
          sql.text(),
          row ->
              all.computeIfAbsent(row.number(1), number -> new ArrayList<>())
                  .add(make.apply(row.string(2), row.string(3))),
          sql.values());
    }
    return all;
  }

  /** Params by key; a repeated key keeps the last value. */
  public static Map<String, String> byKey(Collection<Param> params) {
    Map<String, String> byKey = new LinkedHashMap<>();
    params.forEach(param -> byKey.put(param.key(), param.value()));
    return byKey;
  }
}
