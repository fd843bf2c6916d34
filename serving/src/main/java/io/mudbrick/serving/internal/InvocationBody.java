package io.mudbrick.serving.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.serving.ServingErrors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a request in MLflow's four forms. */
final class InvocationBody {
  private static final Set<String> FORMS =
      Set.of("dataframe_split", "dataframe_records", "instances", "inputs");

  private InvocationBody() {}

  /**
   * @throws PlatformException {@code BAD_REQUEST}; readers of JSON let some bad bytes pass
   */
  static void requireUtf8(byte[] body) {
    for (byte each : body) {
      if (each < 0) {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
          throw ServingErrors.badJson("it is not UTF-8");
        }
        return;
      }
    }
  }

  /**
   * The object that a body holds.
   *
   * @throws PlatformException {@code BAD_REQUEST}
   */
  static Map<String, Object> parse(String body) {
    try {
      return Json.object(body);
    } catch (PlatformException e) {
      throw ServingErrors.badJson(e.message());
    }
  }

  /**
   * @param columns the names of the columns of rows that come without names; empty when the model
   *     takes a matrix
   */
  static Frame rows(Map<String, Object> body, List<String> columns) {
    List<String> given = body.keySet().stream().filter(FORMS::contains).toList();
    if (given.size() != 1) {
      throw ServingErrors.badInput(body.keySet());
    }
    String form = given.get(0);
    Object value = body.get(form);
    return switch (form) {
      case "dataframe_split" -> split(value);
      case "dataframe_records" -> records(form, list(form, value));
      case "instances" -> rowByRow(form, list(form, value), columns);
      default -> inputs(value, columns);
    };
  }

  private static Frame split(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> split)
        || !(split.get("columns") instanceof List<?> columns)
        || !(split.get("data") instanceof List<?> data)) {
      throw ServingErrors.badForm(
          "dataframe_split", "an object with the lists 'columns' and 'data'");
    }
    List<String> names = new ArrayList<>(columns.size());
    for (Object column : columns) {
      names.add(String.valueOf(column));
    }
    List<List<?>> rows = new ArrayList<>(data.size());
    for (Object row : data) {
      if (!(row instanceof List<?> cells)) {
        throw ServingErrors.badForm("dataframe_split", "'data' to be a list of rows");
      }
      rows.add(cells);
    }
    return Frame.split(names, rows);
  }

  private static Frame records(String form, List<?> rows) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>(rows.size());
    for (Object row : rows) {
      if (!(row instanceof Map<?, ?> record)) {
        throw ServingErrors.badForm(form, "a list of objects, one a row");
      }
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      record.forEach((name, cell) -> named.put(String.valueOf(name), cell));
      records.add(named);
    }
    return Frame.records(records);
  }

  /** Rows as objects, as lists of cells, or, for a single column, as bare cells. */
  private static Frame rowByRow(String form, List<?> rows, List<String> columns) {
    if (!rows.isEmpty() && rows.get(0) instanceof Map) {
      return records(form, rows);
    }
    List<List<?>> cells = new ArrayList<>(rows.size());
    for (Object row : rows) {
      cells.add(row instanceof List<?> several ? several : single(row));
    }
    return Frame.split(columns.isEmpty() ? numbered(cells) : columns, cells);
  }

  /** A matrix names no columns: they are numbered, as those of a DataFrame made of it are. */
  private static List<String> numbered(List<List<?>> rows) {
    int width = rows.isEmpty() ? 0 : rows.get(0).size();
    return IntStream.range(0, width).mapToObj(String::valueOf).toList();
  }

  /** Columns by name, or rows. */
  private static Frame inputs(@Nullable Object value, List<String> given) {
    if (!(value instanceof Map<?, ?> columns)) {
      return rowByRow("inputs", list("inputs", value), given);
    }
    LinkedHashMap<String, Column> frame = new LinkedHashMap<>();
    columns.forEach(
        (name, cells) ->
            frame.put(
                String.valueOf(name),
                Column.of(cells instanceof List<?> list ? flat(list) : single(cells))));
    return Frame.of(frame);
  }

  /** A column may come as a tensor of shape {@code (n, 1)}. */
  private static List<?> flat(List<?> cells) {
    boolean nested =
        !cells.isEmpty()
            && cells.stream().allMatch(cell -> cell instanceof List<?> one && one.size() == 1);
    return nested ? cells.stream().map(cell -> ((List<?>) cell).get(0)).toList() : cells;
  }

  private static List<? extends @Nullable Object> single(@Nullable Object cell) {
    return Collections.singletonList(cell);
  }

  private static List<?> list(String form, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw ServingErrors.badForm(form, "a list");
  }
}
