package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.standalone.actions.AddCDCFile;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.FileAction;
import io.delta.standalone.actions.RemoveFile;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one commit did to the rows: those that it took away with a file and brought back in
 * another one are no change. For one thread.
 */
final class ChangeRows {
  /** The operation parameter under which our own commits say what their key was. */
  static final String KEY_COLUMNS = "keyColumns";

  private final ChangeFiles files;
  private final Schema schema;
  private final List<Row> deleted = new ArrayList<>();
  private final List<Row> inserted = new ArrayList<>();
  private final List<Row> written = new ArrayList<>();

  ChangeRows(ChangeFiles files, Schema schema) {
    this.files = files;
    this.schema = schema;
  }

  void read(List<FileAction> actions) {
    if (actions.stream().anyMatch(AddCDCFile.class::isInstance)) {
      // The feed of such a commit is all that it changed; its other files repeat it.
      actions.stream()
          .filter(AddCDCFile.class::isInstance)
          .forEach(file -> written.addAll(files.written(file).toRows()));
      return;
    }
    List<ColumnBatch> removed = new ArrayList<>();
    for (FileAction file : actions) {
      if (file instanceof RemoveFile) {
        removed.add(files.rows(file));
      }
    }
    RowMatch match = new RowMatch(removed);
    for (FileAction file : actions) {
      if (file instanceof AddFile) {
        inserted.addAll(match.added(files.rows(file)));
      }
    }
    deleted.addAll(match.gone());
  }

  ColumnBatch batch(long version, Instant time, JsonNode info, @Nullable List<String> wantedKey) {
    Output output = new Output(version, time);
    for (Row row : written) {
      output.add(row.toMap());
    }
    List<String> key = wantedKey == null ? key(info) : wantedKey;
    if (key != null) {
      pairByKey(output, key);
    } else if (info.path("operation").asText().equals("UPDATE")) {
      deleted.forEach(row -> output.add(row, "update_preimage"));
      inserted.forEach(row -> output.add(row, "update_postimage"));
    } else {
      deleted.forEach(row -> output.add(row, "delete"));
      inserted.forEach(row -> output.add(row, "insert"));
    }
    return ColumnBatch.ofRows(schema, output.rows);
  }

  private @Nullable List<String> key(JsonNode info) {
    String names = info.path("operationParameters").path(KEY_COLUMNS).asText("");
    if (names.isEmpty()) {
      return null;
    }
    List<String> key = new ArrayList<>();
    Json.read(names).forEach(name -> key.add(name.asText()));
    return key.stream().allMatch(schema::contains) ? key : null;
  }

  private void pairByKey(Output output, List<String> key) {
    Map<List<@Nullable Object>, Deque<Row>> old = new LinkedHashMap<>();
    for (Row row : deleted) {
      old.computeIfAbsent(key(row, key), k -> new ArrayDeque<>()).add(row);
    }
    for (Row row : inserted) {
      Deque<Row> same = old.get(key(row, key));
      if (same == null || same.isEmpty()) {
        output.add(row, "insert");
      } else {
        output.add(same.remove(), "update_preimage");
        output.add(row, "update_postimage");
      }
    }
    old.values().forEach(rows -> rows.forEach(row -> output.add(row, "delete")));
  }

  private static List<@Nullable Object> key(Row row, List<String> columns) {
    List<@Nullable Object> key = new ArrayList<>(columns.size());
    for (String column : columns) {
      Object value = row.get(column);
      key.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }
    return key;
  }

  private final class Output {
    private final Map<String, Object> commit;
    private final List<Row> rows = new ArrayList<>();

    Output(long version, Instant time) {
      commit = Map.of(TableChanges.COMMIT_VERSION, version, TableChanges.COMMIT_TIMESTAMP, time);
    }

    void add(Row row, String type) {
      Map<String, @Nullable Object> values = row.toMap();
      values.put(TableChanges.CHANGE_TYPE, type);
      add(values);
    }

    void add(Map<String, @Nullable Object> values) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
      all.putAll(commit);
      rows.add(Row.of(schema, all));
    }
  }
}
