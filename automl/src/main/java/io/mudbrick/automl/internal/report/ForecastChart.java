package io.mudbrick.automl.internal.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A series, its forecast and what lies around it. */
public final class ForecastChart {
  private ForecastChart() {}

  /**
   * As SVG.
   *
   * @param history the last values
   * @param mean of the steps to come, as lower and upper
   * @param from the time of the first value shown
   * @param to the time of the last step
   */
  public static byte[] of(
      String title,
      double[] history,
      double[] mean,
      double[] lower,
      double[] upper,
      String from,
      String to) {
    double[] all = Stream.of(history, mean, lower, upper).flatMapToDouble(Arrays::stream).toArray();
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(1);
    int past = history.length;
    double[] before = new double[past];
    Arrays.setAll(before, i -> i - past + 1);
    // the forecast begins where the history ends
    double[] ahead = new double[mean.length + 1];
    Arrays.setAll(ahead, i -> i);
    double last = history[past - 1];
    return new Plot(
            "Forecast of " + title,
            Plot.Axis.around("steps, " + from + " to " + to, 1.0 - past, mean.length),
            Plot.Axis.around(title, low, high))
        .area(ahead, led(last, lower), led(last, upper), Svg.SECOND)
        .curve(before, history, Svg.INK)
        .curve(ahead, led(last, mean), Svg.ACCENT)
        .legend(2, "history", Svg.INK)
        .legend(1, "forecast", Svg.ACCENT)
        .legend(0, "80 % interval", Svg.SECOND)
        .bytes();
  }

  private static double[] led(double first, double[] values) {
    return DoubleStream.concat(DoubleStream.of(first), Arrays.stream(values)).toArray();
  }
}
