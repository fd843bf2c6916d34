package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ScoringBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the plain forms of MLflow's scoring protocol token by token. */
public final class ScoringBodyReader {
  private static final Set<String> FORMS =
      Set.of("dataframe_split", "dataframe_records", "instances", "inputs");

  private static final int MAX_COLUMNS = 1 << 20;

  /** Numbers as the JDK reads them, bit for bit, in a third of the time. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final JsonParser in;
  private final List<CellColumn> columns = new ArrayList<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private @Nullable List<String> names;
  private @Nullable String form;
  private @Nullable String clientRequestId;
  private int rows;

  private ScoringBodyReader(JsonParser in) {
    this.in = in;
  }

  /** The body, or null when it is not plain. */
  public static @Nullable ScoringBody read(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      return new ScoringBodyReader(in).body();
    } catch (IOException unreadable) {
      return null;
    }
  }

  private @Nullable ScoringBody body() throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      if (!field(in.currentName())) {
        return null;
      }
    }
    String found = form;
    if (found == null || in.nextToken() != null) {
      return null;
    }
    List<Column> built = columns.stream().map(CellColumn::build).toList();
    return new ScoringBody(found, names, built, rows, clientRequestId);
  }

  private boolean field(String name) throws IOException {
    JsonToken value = in.nextToken();
    if (FORMS.contains(name)) {
      if (form != null) {
        return false;
      }
      form = name;
      return name.equals("dataframe_split")
          ? value == JsonToken.START_OBJECT && split()
          : value == JsonToken.START_ARRAY && list(!name.equals("dataframe_records"));
    }
    if (name.equals("client_request_id") && value == JsonToken.VALUE_STRING) {
      clientRequestId = in.getText();
      return true;
    }
    return !name.equals("params") && value.isScalarValue();
  }

  private boolean split() throws IOException {
    boolean data = false;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (in.nextToken() != JsonToken.START_ARRAY) {
        return false;
      }
      switch (name) {
        case "columns" -> {
          List<String> found = new ArrayList<>();
          while (in.nextToken() == JsonToken.VALUE_STRING) {
            found.add(in.getText());
          }
          if (in.currentToken() != JsonToken.END_ARRAY) {
            return false;
          }
          names = found;
        }
        case "data" -> {
          data = true;
          if (!list(true)) {
            return false;
          }
        }
        case "index" -> in.skipChildren();
        default -> {
          return false;
        }
      }
    }
    return data && names != null && (rows > 0 || names.isEmpty());
  }

  /** A list of rows, each a list of cells, or, where names may come with the cells, an object. */
  private boolean list(boolean arrays) throws IOException {
    JsonToken first = in.nextToken();
    if (first == JsonToken.END_ARRAY) {
      return false; // without a row there is no telling what its columns are
    }
    boolean objects = first == JsonToken.START_OBJECT;
    if (!objects && !arrays) {
      return false;
    }
    JsonToken begin = objects ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
    for (JsonToken row = first; row != JsonToken.END_ARRAY; row = in.nextToken()) {
      if (row != begin || !(objects ? object() : cells())) {
        return false;
      }
      rows++;
    }
    if (objects) {
      names = List.copyOf(places.keySet());
    }
    return true;
  }

  /** One more, as long as columns of one cell each do not take all memory. */
  private CellColumn column() {
    if (columns.size() == MAX_COLUMNS) {
      throw ModelErrors.tooManyColumns(MAX_COLUMNS);
    }
    return new CellColumn();
  }

  private boolean cells() throws IOException {
    int width = 0;
    for (JsonToken cell = in.nextToken(); cell != JsonToken.END_ARRAY; cell = in.nextToken()) {
      if (width == columns.size()) {
        if (rows > 0) {
          return false;
        }
        columns.add(column());
      }
      if (!cell(columns.get(width++), cell)) {
        return false;
      }
    }
    return width == columns.size();
  }

  /** A row that lacks a column, or brings a new one, is not plain. */
  private boolean object() throws IOException {
    int width = 0;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      Integer place = places.get(name);
      if (place == null) {
        if (rows > 0) {
          return false;
        }
        place = columns.size();
        places.put(name, place);
        columns.add(column());
      }
      if (!cell(columns.get(place), in.nextToken())) {
        return false;
      }
      width++;
    }
    return width == columns.size();
  }

  private boolean cell(CellColumn column, JsonToken cell) throws IOException {
    return switch (cell) {
      case VALUE_NULL -> {
        column.addNull();
        yield true;
      }
      case VALUE_NUMBER_FLOAT -> column.add(in.getDoubleValue());
      case VALUE_NUMBER_INT ->
          in.getNumberType() != JsonParser.NumberType.BIG_INTEGER && column.add(in.getLongValue());
      case VALUE_STRING -> column.add(in.getText());
      case VALUE_TRUE -> column.add(true);
      case VALUE_FALSE -> column.add(false);
      default -> false;
    };
  }
}
