package io.mudbrick.automl.internal.report;

import java.util.Arrays;
import java.util.List;
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

  /**
   * A series alone, as SVG.
   *
   * @param from the time of the first value
   * @param to the time of the last
   */
  public static byte[] ofHistory(String title, double[] values, String from, String to) {
    double[] steps = new double[values.length];
    Arrays.setAll(steps, i -> i + 1);
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    return new Plot(
            title,
            Plot.Axis.around("steps, " + from + " to " + to, 1, Math.max(2, values.length)),
            Plot.Axis.around(title, low, high))
        .curve(steps, values, Svg.INK)
        .bytes();
  }

  /**
   * A forecast of a past time.
   *
   * @param after how many of the shown values were known
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Past(int after, double[] mean, double[] lower, double[] upper) {}

  /**
   * What was said at past times beside what came, as SVG.
   *
   * @param values the last ones, with what came
   * @param from the time of the first value shown
   * @param to the time of the last
   */
  public static byte[] ofPast(
      String title, double[] values, List<Past> past, String from, String to) {
    double[] all =
        Stream.concat(
                Stream.of(values),
                past.stream().flatMap(one -> Stream.of(one.mean, one.lower, one.upper)))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    Plot plot =
        new Plot(
            "Past forecasts of " + title,
            Plot.Axis.around("steps, " + from + " to " + to, 1, values.length),
            Plot.Axis.around(
                title, Arrays.stream(all).min().orElse(0), Arrays.stream(all).max().orElse(1)));
    for (Past one : past) {
      double[] steps = new double[one.mean.length];
      Arrays.setAll(steps, i -> one.after + i + 1);
      plot.area(steps, one.lower, one.upper, Svg.SECOND);
    }
    double[] steps = new double[values.length];
    Arrays.setAll(steps, i -> i + 1);
    plot.curve(steps, values, Svg.INK);
    for (Past one : past) {
      double known = values[Math.max(0, one.after - 1)];
      double[] ahead = new double[one.mean.length + 1];
      Arrays.setAll(ahead, i -> one.after + i);
      plot.curve(ahead, led(known, one.mean), Svg.ACCENT);
    }
    return plot.legend(2, "what came", Svg.INK)
        .legend(1, "forecasts", Svg.ACCENT)
        .legend(0, "80 % intervals", Svg.SECOND)
        .bytes();
  }

  private static double[] led(double first, double[] values) {
    return DoubleStream.concat(DoubleStream.of(first), Arrays.stream(values)).toArray();
  }
}
