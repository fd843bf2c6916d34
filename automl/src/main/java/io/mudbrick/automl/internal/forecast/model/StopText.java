package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * After how many steps fits were stopped, as text: {@code 2:0-41=1 2:42=7} says that in fit 2 the
 * series 0 to 41 were stopped at their first step and series 42 at its seventh.
 */
final class StopText {
  private static final Pattern RUN = Pattern.compile("(\\d+):(-1|\\d+)(?:-(\\d+))?=(\\d+)");

  private StopText() {}

  private record Run(int number, int first, int last, int steps) {
    boolean goesOn(FitTime.Fit fit, int after) {
      return fit.number() == number && fit.series() == last + 1 && first >= 0 && after == steps;
    }

    String text() {
      String range = last > first ? first + "-" + last : Integer.toString(first);
      return number + ":" + range + "=" + steps;
    }
  }

  static String write(SortedMap<FitTime.Fit, Integer> stops) {
    List<Run> runs = new ArrayList<>();
    stops.forEach(
        (fit, steps) -> {
          Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
          if (last != null && last.goesOn(fit, steps)) {
            runs.set(runs.size() - 1, new Run(last.number, last.first, fit.series(), steps));
          } else {
            runs.add(new Run(fit.number(), fit.series(), fit.series(), steps));
          }
        });
    return String.join(" ", runs.stream().map(Run::text).toList());
  }

  static Map<FitTime.Fit, Integer> read(String text) {
    Map<FitTime.Fit, Integer> stops = new HashMap<>();
    if (text.isEmpty()) {
      return stops;
    }
    for (String run : text.split(" ", -1)) {
      Matcher matcher = RUN.matcher(run);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("no stops of fits: " + run);
      }
      int first = Integer.parseInt(matcher.group(2));
      int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
      for (int series = first; series <= last; series++) {
        int number = Integer.parseInt(matcher.group(1));
        stops.put(new FitTime.Fit(number, series), Integer.parseInt(matcher.group(4)));
      }
    }
    return stops;
  }
}
