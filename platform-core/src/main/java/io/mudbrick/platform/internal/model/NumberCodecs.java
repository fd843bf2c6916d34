package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers as features. */
final class NumberCodecs {
  private NumberCodecs() {}

  static List<String> names(String column, ColumnEncoder.Numeric numeric) {
    return numeric.missingIndicator() ? List.of(column, column + "=(missing)") : List.of(column);
  }

  /** {@link ColumnEncoder.Numeric} without boxes. */
  static final class Scale {
    private final double impute;
    private final boolean indicator;
    private final double shift;
    private final double scale;

    Scale(ColumnEncoder.Numeric numeric) {
      Double stand = numeric.impute();
      this.impute = stand == null ? Double.NaN : stand;
      this.indicator = numeric.missingIndicator();
      this.shift = numeric.shift();
      this.scale = numeric.scale();
    }

    int width() {
      return indicator ? 2 : 1;
    }

    double imputed(double raw) {
      return Double.isNaN(raw) ? impute : raw;
    }

    /** Writes an imputed value, and whether it was missing. */
    void put(double value, boolean missing, float[] out, int at) {
      out[at] = (float) ((value - shift) / scale);
      if (indicator) {
        out[at + 1] = missing ? 1 : 0;
      }
    }

    void put(double raw, float[] out, int at) {
      put(imputed(raw), Double.isNaN(raw), out, at);
    }
  }

  static final class Plain extends ColumnCodec {
    private final Scale scale;

    Plain(String column, ColumnEncoder.Numeric numeric) {
      super(names(column, numeric));
      this.scale = new Scale(numeric);
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      scale.put(column.number(row), out, at);
    }
  }

  static final class Bent extends ColumnCodec {
    private final ColumnEncoder.Shaped shaped;
    private final Scale scale;

    Bent(String column, ColumnEncoder.Shaped shaped) {
      super(names(column, shaped.numeric()));
      this.shaped = shaped;
      this.scale = new Scale(shaped.numeric());
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      double raw = column.number(row);
      scale.put(bend(shaped, scale.imputed(raw)), Double.isNaN(raw), out, at);
    }
  }

  static double bend(ColumnEncoder.Shaped how, double value) {
    if (Double.isNaN(value)) {
      return value;
    }
    double inside = Math.min(how.high(), Math.max(how.low(), value));
    return switch (how.shape()) {
      case NONE -> inside;
      case LOG_UP -> StrictMath.log1p((inside - how.low()) / how.unit());
      case LOG_DOWN -> -StrictMath.log1p((how.high() - inside) / how.unit());
    };
  }

  static final class Listed extends ColumnCodec {
    private final Scale[] scales;

    Listed(String column, ColumnEncoder.Elements elements) {
      super(names(column, elements.elements()));
      this.scales = elements.elements().stream().map(Scale::new).toArray(Scale[]::new);
    }

    private static List<String> names(String column, List<ColumnEncoder.Numeric> elements) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < elements.size(); i++) {
        names.addAll(NumberCodecs.names(column + "#" + i, elements.get(i)));
      }
      return names;
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      double[] numbers = numbers(column.value(row), scales.length);
      int position = at;
      for (int i = 0; i < scales.length; i++) {
        scales[i].put(numbers == null ? Double.NaN : numbers[i], out, position);
        position += scales[i].width();
      }
    }
  }

  /**
   * The numbers of a list; null when it is missing or has another length.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is no list of numbers
   */
  static double @Nullable [] numbers(@Nullable Object value, int length) {
    if (value == null) {
      return null;
    }
    if (value instanceof double[] doubles) {
      return doubles.length == length ? doubles : null;
    }
    if (value instanceof float[] floats) {
      double[] doubles = new double[floats.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = floats[i];
      }
      return doubles.length == length ? doubles : null;
    }
    if (!(value instanceof List<?> list)) {
      throw ModelErrors.notANumber(value);
    }
    if (list.size() != length) {
      return null;
    }
    double[] doubles = new double[length];
    for (int i = 0; i < length; i++) {
      Object element = list.get(i);
      if (element == null) {
        doubles[i] = Double.NaN;
      } else if (element instanceof Number number) {
        doubles[i] = number.doubleValue();
      } else {
        throw ModelErrors.notANumber(element);
      }
    }
    return doubles;
  }
}
