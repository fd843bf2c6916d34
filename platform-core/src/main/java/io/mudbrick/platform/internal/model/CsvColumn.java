package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the cells of a CSV column their type. */
public final class CsvColumn {
  /** What pandas reads as missing. */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "None",
          "n/a",
          "nan",
          "null");

  private static final Pattern LONG = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern DOUBLE =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?inf|[+-]?Infinity");

  private CsvColumn() {}

  /**
   * @param type what the schema says; null where it says nothing
   */
  public static Column of(String name, List<String> cells, @Nullable FieldType type) {
    if (!(type instanceof FieldType.Scalar scalar)) {
      return inferred(cells);
    }
    return switch (scalar.type()) {
      case DOUBLE, FLOAT -> parsed(name, scalar.type(), cells, CsvColumn::number);
      case LONG, INTEGER -> parsed(name, scalar.type(), cells, CsvColumn::whole);
      case BOOLEAN -> parsed(name, scalar.type(), cells, CsvColumn::truth);
      case STRING, DATETIME, BINARY -> texts(cells);
    };
  }

  private static Column inferred(List<String> cells) {
    List<String> present = cells.stream().filter(cell -> !MISSING.contains(cell)).toList();
    if (present.isEmpty()) {
      return texts(cells);
    }
    if (present.stream().allMatch(cell -> truth(cell) != null)) {
      return column(cells, CsvColumn::truth);
    }
    if (present.stream().allMatch(cell -> LONG.matcher(cell).matches())) {
      return column(cells, CsvColumn::whole);
    }
    return present.stream().allMatch(cell -> DOUBLE.matcher(cell).matches())
        ? column(cells, CsvColumn::number)
        : texts(cells);
  }

  private static Column parsed(
      String name, DataType type, List<String> cells, Function<String, @Nullable Object> read) {
    return column(
        cells,
        cell -> {
          Object value = read.apply(cell);
          if (value == null) {
            throw ModelErrors.failedConversion(name, type.wireName(), cell);
          }
          return value;
        });
  }

  private static Column column(List<String> cells, Function<String, @Nullable Object> read) {
    List<@Nullable Object> values = new ArrayList<>(cells.size());
    for (String cell : cells) {
      values.add(MISSING.contains(cell) ? null : read.apply(cell));
    }
    return Column.of(values);
  }

  private static Column texts(List<String> cells) {
    @Nullable String[] values = new String[cells.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = MISSING.contains(cells.get(i)) ? null : cells.get(i);
    }
    return Column.strings(values);
  }

  private static @Nullable Object number(String cell) {
    if (!DOUBLE.matcher(cell).matches()) {
      return null;
    }
    return Double.valueOf(cell.endsWith("inf") ? cell.replace("inf", "Infinity") : cell);
  }

  private static @Nullable Object whole(String cell) {
    if (LONG.matcher(cell).matches()) {
      return Long.valueOf(cell);
    }
    // pandas writes whole numbers with a fraction where a column has gaps
    return number(cell) instanceof Double real && real == Math.rint(real) && Math.abs(real) < 0x1p53
        ? (Object) real.longValue()
        : null;
  }

  private static @Nullable Object truth(String cell) {
    return switch (cell) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> null;
    };
  }
}
