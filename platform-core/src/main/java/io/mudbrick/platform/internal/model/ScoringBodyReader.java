package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ScoringBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the plain forms of MLflow's scoring protocol straight into columns. */
public final class ScoringBodyReader {
  private static final Set<String> FORMS =
      Set.of("dataframe_split", "dataframe_records", "instances", "inputs");

  private static final int MAX_COLUMNS = 1 << 20;
  private static final int SLACK = 16;

  private final PlainJson in;
  private final Set<String> seen = new HashSet<>();
  private final List<CellColumn> columns = new ArrayList<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private @Nullable List<String> names;
  private @Nullable String form;
  private @Nullable String clientRequestId;
  private int rows;

  private ScoringBodyReader(PlainJson in) {
    this.in = in;
  }

  /** The body, or null when it is not plain. */
  public static @Nullable ScoringBody read(byte[] json) {
    try {
      return new ScoringBodyReader(new PlainJson(json)).body();
    } catch (PlainJson.Unusual other) {
      return null;
    }
  }

  private @Nullable ScoringBody body() throws PlainJson.Unusual {
    in.expect('{');
    do {
      if (!field(name())) {
        return null;
      }
    } while (in.take(','));
    in.expect('}');
    String found = form;
    if (found == null || in.peek() != 0 || in.left() > 0) {
      return null;
    }
    List<Column> built = columns.stream().map(CellColumn::build).toList();
    return new ScoringBody(found, names, built, rows, clientRequestId);
  }

  private String name() throws PlainJson.Unusual {
    String name = in.text();
    in.expect(':');
    return name;
  }

  private boolean field(String name) throws PlainJson.Unusual {
    if (!seen.add(name)) {
      return false;
    }
    if (FORMS.contains(name)) {
      if (form != null) {
        return false;
      }
      form = name;
      return name.equals("dataframe_split") ? split() : list(!name.equals("dataframe_records"));
    }
    if (name.equals("client_request_id") && in.peek() == '"') {
      clientRequestId = in.text();
      return true;
    }
    return !name.equals("params") && cell(new CellColumn());
  }

  private boolean split() throws PlainJson.Unusual {
    in.expect('{');
    Set<String> parts = new HashSet<>();
    do {
      String part = name();
      if (!parts.add(part) || !part(part)) {
        return false;
      }
    } while (in.take(','));
    in.expect('}');
    return parts.contains("data") && names != null && (rows > 0 || names.isEmpty());
  }

  private boolean part(String name) throws PlainJson.Unusual {
    return switch (name) {
      case "columns" -> {
        names = texts();
        yield true;
      }
      case "data" -> list(true);
      case "index" -> scalars();
      default -> false;
    };
  }

  /** A list of what is of no use here. */
  private boolean scalars() throws PlainJson.Unusual {
    in.expect('[');
    if (in.take(']')) {
      return true;
    }
    do {
      if (!cell(new CellColumn())) {
        return false;
      }
    } while (in.take(','));
    in.expect(']');
    return true;
  }

  private List<String> texts() throws PlainJson.Unusual {
    List<String> texts = new ArrayList<>();
    in.expect('[');
    if (in.take(']')) {
      return texts;
    }
    do {
      texts.add(in.text());
    } while (in.take(','));
    in.expect(']');
    return texts;
  }

  /** A list of rows, each a list of cells, or, where names may come with the cells, an object. */
  private boolean list(boolean arrays) throws PlainJson.Unusual {
    in.expect('[');
    boolean objects = in.peek() == '{';
    if (!objects && !arrays) {
      return false;
    }
    // Without a row there is no telling what its columns are.
    do {
      int before = in.left();
      if (!(objects ? object() : cells())) {
        return false;
      }
      rows++;
      if (rows == 1) {
        expect(in.left() / (before - in.left()));
      }
    } while (in.take(','));
    in.expect(']');
    if (objects) {
      names = List.copyOf(places.keySet());
    }
    return true;
  }

  /** Rows are of about the size of the first; a little more room saves a copy of all. */
  private void expect(int more) {
    int room = 1 + more + more / SLACK;
    columns.forEach(column -> column.expect(room));
  }

  /** One more, as long as columns of one cell each do not take all memory. */
  private CellColumn column() {
    if (columns.size() == MAX_COLUMNS) {
      throw ModelErrors.tooManyColumns(MAX_COLUMNS);
    }
    return new CellColumn();
  }

  private boolean cells() throws PlainJson.Unusual {
    int width = 0;
    in.expect('[');
    if (!in.take(']')) {
      do {
        if (width == columns.size()) {
          if (rows > 0) {
            return false;
          }
          columns.add(column());
        }
        if (!cell(columns.get(width++))) {
          return false;
        }
      } while (in.take(','));
      in.expect(']');
    }
    return width == columns.size();
  }

  /** A row that lacks a column, or brings a new one, or one twice, is not plain. */
  private boolean object() throws PlainJson.Unusual {
    in.expect('{');
    int width = 0;
    if (!in.take('}')) {
      do {
        Integer place = place(name());
        if (place == null || columns.get(place).size() != rows || !cell(columns.get(place))) {
          return false;
        }
        width++;
      } while (in.take(','));
      in.expect('}');
    }
    return width == columns.size();
  }

  private @Nullable Integer place(String name) {
    Integer place = places.get(name);
    if (place == null && rows == 0) {
      place = columns.size();
      places.put(name, place);
      columns.add(column());
    }
    return place;
  }

  private boolean cell(CellColumn column) throws PlainJson.Unusual {
    switch (in.peek()) {
      case '"' -> {
        return column.add(in.text());
      }
      case 'n' -> {
        in.literal("null");
        column.addNull();
        return true;
      }
      case 't' -> {
        in.literal("true");
        return column.add(true);
      }
      case 'f' -> {
        in.literal("false");
        return column.add(false);
      }
      default -> {
        double number = in.number();
        return in.isWhole() ? column.add(in.asLong()) : column.add(number);
      }
    }
  }
}
