package io.mudbrick.automl.internal.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them in a picture: {@code 0.0350}, {@code 13,600}, {@code 716M}. */
final class Figures {
  /** Beyond it nobody counts zeros. */
  static final double LARGEST = 1e15;

  private static final double LEAST = 1e-4;
  private static final MathContext THREE = new MathContext(3);

  private Figures() {}

  /** What large numbers are counted in. */
  enum Unit {
    ONE(1, ""),
    THOUSAND(1e3, "k"),
    MILLION(1e6, "M"),
    BILLION(1e9, "B"),
    TRILLION(1e12, "T");

    private final double size;
    private final String letter;

    Unit(double size, String letter) {
      this.size = size;
      this.letter = letter;
    }

    double size() {
      return size;
    }

    String letter() {
      return letter;
    }

    /** The largest that is no larger than the number. */
    static Unit below(double number) {
      Unit unit = ONE;
      for (Unit next : values()) {
        unit = next.size <= Math.abs(number) ? next : unit;
      }
      return unit;
    }
  }

  /** With three digits that count. */
  static String text(double value) {
    double size = Math.abs(value);
    if (!(size >= LEAST && size < LARGEST)) {
      return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(THREE);
    Unit unit = Unit.below(rounded.doubleValue());
    if (unit == Unit.ONE) {
      return rounded.toPlainString();
    }
    if (unit == Unit.THOUSAND) {
      return String.format(Locale.ROOT, "%,d", rounded.longValue());
    }
    BigDecimal some = rounded.divide(BigDecimal.valueOf(unit.size()), THREE);
    return some.stripTrailingZeros().toPlainString() + unit.letter();
  }
}
