package io.mudbrick.automl.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A range of numbers that ends on round ones. */
record RoundScale(double low, double high, double step) {
  /** From here on thousands are counted: five digits still fit beside an axis. */
  private static final double LONG = 1e5;

  /**
   * The least such range around some numbers.
   *
   * @param ticks how many steps at about
   */
  static RoundScale around(double low, double high, int ticks) {
    if (!(high > low)) {
      double about = Double.isNaN(low) || Double.isInfinite(low) ? 0 : low;
      double half = about == 0 ? 1 : Math.abs(about) / 2;
      return around(about - half, about + half, ticks);
    }
    double rough = (high - low) / ticks;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double share = rough / power;
    double step = (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10) * power;
    double from = Math.floor(low / step + 1e-9) * step;
    double to = Math.ceil(high / step - 1e-9) * step;
    return new RoundScale(from, to, step);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** A tick as text, with as many digits as tell it from the next. */
  String text(double tick) {
    double most = Math.max(Math.abs(low), Math.abs(high));
    boolean fine = step < 1e-4;
    boolean zero = Math.abs(tick) < step / 2;
    if (zero && (fine || most >= LONG)) {
      return "0";
    }
    if (fine || most >= Figures.LARGEST) {
      return String.format(Locale.ROOT, "%.3g", tick);
    }
    Figures.Unit unit = most < LONG ? Figures.Unit.ONE : Figures.Unit.below(most);
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step / unit.size()) + 1e-9));
    // no negative zero
    double shown = zero ? 0 : tick / unit.size();
    return String.format(Locale.ROOT, "%." + digits + "f%s", shown, unit.letter());
  }

  /** Where a number stands between the two ends. */
  double share(double value) {
    return (value - low) / (high - low);
  }
}
