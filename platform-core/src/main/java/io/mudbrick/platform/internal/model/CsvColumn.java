package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.FieldType;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Gives the cells of a CSV column their type. */
public final class CsvColumn {
  /** A column of fewer different texts holds each of them once. */
  private static final int FEW_TEXTS = 1000;

  private CsvColumn() {}

  /**
   * @param type what the schema says; null where it says nothing
   */
  public static Column of(String name, CsvCells cells, @Nullable FieldType type) {
    if (!(type instanceof FieldType.Scalar scalar)) {
      return inferred(cells);
    }
    DataType wanted = scalar.type();
    return switch (wanted) {
      case DOUBLE, FLOAT ->
          checked(name, wanted, cells, cell -> !Double.isNaN(cells.number(cell)))
              ? doubles(cells)
              : nothing(cells);
      case LONG, INTEGER ->
          checked(name, wanted, cells, cell -> isWhole(cells, cell))
              ? longs(cells)
              : nothing(cells);
      case BOOLEAN -> checked(name, wanted, cells, cells::isTruth) ? truths(cells) : nothing(cells);
      case STRING, DATETIME, BINARY -> texts(cells);
    };
  }

  private static Column inferred(CsvCells cells) {
    CsvCells.Kind widest = CsvCells.Kind.MISSING;
    for (int cell = 0; cell < cells.size() && widest != CsvCells.Kind.TEXT; cell++) {
      widest = wider(widest, cells.kind(cell));
    }
    return switch (widest) {
      case TRUTH -> truths(cells);
      case WHOLE -> longs(cells);
      case NUMBER -> doubles(cells);
      case MISSING, TEXT -> texts(cells);
    };
  }

  private static CsvCells.Kind wider(CsvCells.Kind one, CsvCells.Kind other) {
    if (one == other || other == CsvCells.Kind.MISSING) {
      return one;
    }
    if (one == CsvCells.Kind.MISSING) {
      return other;
    }
    return isNumeric(one) && isNumeric(other) ? CsvCells.Kind.NUMBER : CsvCells.Kind.TEXT;
  }

  private static boolean isNumeric(CsvCells.Kind kind) {
    return kind == CsvCells.Kind.WHOLE || kind == CsvCells.Kind.NUMBER;
  }

  /** Whether there is any; each has to be of the type. */
  private static boolean checked(
      String name, DataType type, CsvCells cells, IntPredicate isOfType) {
    boolean any = false;
    for (int cell = 0; cell < cells.size(); cell++) {
      if (!cells.missing(cell)) {
        if (!isOfType.test(cell)) {
          throw ModelErrors.failedConversion(name, type.wireName(), cells.text(cell));
        }
        any = true;
      }
    }
    return any;
  }

  /** pandas writes whole numbers with a fraction where a column has gaps. */
  private static boolean isWhole(CsvCells cells, int cell) {
    if (cells.isWhole(cell)) {
      return true;
    }
    double real = cells.number(cell);
    return real == Math.rint(real) && Math.abs(real) < 0x1p53;
  }

  private static Column doubles(CsvCells cells) {
    double[] values = new double[cells.size()];
    BitSet nulls = new BitSet();
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] = cells.number(cell);
      if (Double.isNaN(values[cell])) {
        values[cell] = 0;
        nulls.set(cell);
      }
    }
    return Column.doubles(values, nulls);
  }

  private static Column longs(CsvCells cells) {
    long[] values = new long[cells.size()];
    BitSet nulls = new BitSet();
    for (int cell = 0; cell < values.length; cell++) {
      if (cells.isWhole(cell)) {
        values[cell] = cells.whole(cell);
      } else if (cells.missing(cell)) {
        nulls.set(cell);
      } else {
        values[cell] = (long) cells.number(cell);
      }
    }
    return Column.longs(values, nulls);
  }

  private static Column truths(CsvCells cells) {
    boolean[] values = new boolean[cells.size()];
    BitSet nulls = new BitSet();
    for (int cell = 0; cell < values.length; cell++) {
      if (cells.missing(cell)) {
        nulls.set(cell);
      } else {
        values[cell] = cells.isTrue(cell);
      }
    }
    return Column.booleans(values, nulls);
  }

  private static Column texts(CsvCells cells) {
    @Nullable String[] values = new String[cells.size()];
    Map<String, String> few = new HashMap<>();
    for (int cell = 0; cell < values.length; cell++) {
      if (!cells.missing(cell)) {
        String text = cells.text(cell);
        values[cell] =
            few.size() < FEW_TEXTS
                ? few.computeIfAbsent(text, any -> text)
                : few.getOrDefault(text, text);
      }
    }
    return Column.strings(values);
  }

  private static Column nothing(CsvCells cells) {
    return Column.objects(new @Nullable Object[cells.size()]);
  }
}
