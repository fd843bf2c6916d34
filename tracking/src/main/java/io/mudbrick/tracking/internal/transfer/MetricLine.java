package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.RunMetric;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a metric's file: {@code 1700000000000 0.91 3}, and more in newer versions. */
final class MetricLine {
  private MetricLine() {}

  /** {@code time value [step [dataset digest]]}. */
  static Metric ofRun(Object place, String key, String line) throws BrokenSourceException {
    List<String> words = words(place, line, 2);
    if (words.size() == 4) {
      throw malformed(place, line);
    }
    return metric(place, key, line, words, null);
  }

  /** {@code time value step run [dataset digest]}. */
  static RunMetric ofModel(Object place, String key, String line, String modelId)
      throws BrokenSourceException {
    List<String> words = words(place, line, 4);
    if (words.size() == 5) {
      throw malformed(place, line);
    }
    // A dataset's name may hold blanks, its digest cannot.
    int last = words.size() - 1;
    MetricOrigin origin =
        words.size() == 4
            ? new MetricOrigin(modelId, null, null)
            : new MetricOrigin(modelId, String.join(" ", words.subList(4, last)), words.get(last));
    return new RunMetric(words.get(3), metric(place, key, line, words, origin));
  }

  private static List<String> words(Object place, String line, int least)
      throws BrokenSourceException {
    List<String> words = Arrays.asList(line.split(" ", -1));
    if (words.size() < least) {
      throw malformed(place, line);
    }
    return words;
  }

  private static Metric metric(
      Object place, String key, String line, List<String> words, @Nullable MetricOrigin origin)
      throws BrokenSourceException {
    try {
      long time = Long.parseLong(words.get(0));
      long step = words.size() > 2 ? Long.parseLong(words.get(2)) : 0;
      return new Metric(key, value(words.get(1)), time, step, origin);
    } catch (NumberFormatException e) {
      throw malformed(place, line);
    }
  }

  /** As Python writes doubles. */
  private static double value(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }

  private static BrokenSourceException malformed(Object place, String line) {
    String shown = line.length() > 80 ? line.substring(0, 80) + "..." : line;
    return new BrokenSourceException(place, "no point of a metric: '" + shown + "'");
  }
}
