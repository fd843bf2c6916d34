package io.mudbrick.automl.internal.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One hyperparameter and its range. The search works in the unit interval; {@link #value} goes from
 * there to the parameter, {@link #unit} back.
 *
 * @param log whether the unit interval is spread over the logarithm
 * @param whole whether values are whole numbers
 */
public record Dimension(String name, double low, double high, boolean log, boolean whole) {

  static Dimension linear(String name, double low, double high) {
    return new Dimension(name, low, high, false, false);
  }

  static Dimension log(String name, double low, double high) {
    return new Dimension(name, low, high, true, false);
  }

  static Dimension whole(String name, int low, int high) {
    return new Dimension(name, low, high, false, true);
  }

  static Dimension logWhole(String name, int low, int high) {
    return new Dimension(name, low, high, true, true);
  }

  /** The parameter at that place of the unit interval, to four significant digits. */
  public double value(double unit) {
    double at = Math.min(1, Math.max(0, unit));
    double value = log ? Math.exp(lerp(Math.log(low), Math.log(high), at)) : lerp(low, high, at);
    return whole ? Math.rint(value) : round(value);
  }

  /** Where in the unit interval the parameter stands. */
  public double unit(double value) {
    double clipped = Math.min(high, Math.max(low, value));
    return log
        ? (Math.log(clipped) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (clipped - low) / (high - low);
  }

  private static double lerp(double from, double to, double at) {
    return from + (to - from) * at;
  }

  /** People read parameters; four digits are as good as sixteen. */
  private static double round(double value) {
    return new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_EVEN)).doubleValue();
  }
}
