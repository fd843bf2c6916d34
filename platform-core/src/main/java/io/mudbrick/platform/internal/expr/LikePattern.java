package io.mudbrick.platform.internal.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern: runs of characters and {@code _} between {@code %}. Each run is looked for once,
 * from left to right, so no pattern makes a search explode.
 */
final class LikePattern {
  private static final int ANY = -1;

  private final List<int[]> runs = new ArrayList<>();
  private final boolean ignoreCase;

  /**
   * @param ignoreCase ILIKE
   */
  LikePattern(String pattern, int escape, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    int[] points = pattern.codePoints().toArray();
    int[] run = new int[points.length];
    int size = 0;
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (point == escape) {
        if (i + 1 == points.length
            || (points[i + 1] != '%' && points[i + 1] != '_' && points[i + 1] != escape)) {
          throw ExprErrors.badPattern(
              pattern, "the escape character must stand before '%', '_' or itself.");
        }
        run[size++] = fold(points[++i]);
      } else if (point == '%') {
        runs.add(Arrays.copyOf(run, size));
        size = 0;
      } else {
        run[size++] = point == '_' ? ANY : fold(point);
      }
    }
    runs.add(Arrays.copyOf(run, size));
  }

  private int fold(int point) {
    return ignoreCase ? Character.toLowerCase(Character.toUpperCase(point)) : point;
  }

  boolean matches(String text) {
    int[] points = text.codePoints().toArray();
    if (ignoreCase) {
      for (int i = 0; i < points.length; i++) {
        points[i] = fold(points[i]);
      }
    }
    int[] first = runs.get(0);
    if (runs.size() == 1) {
      return points.length == first.length && at(points, 0, first);
    }
    int[] last = runs.get(runs.size() - 1);
    if (points.length < first.length + last.length
        || !at(points, 0, first)
        || !at(points, points.length - last.length, last)) {
      return false;
    }
    int from = first.length;
    int end = points.length - last.length;
    for (int[] run : runs.subList(1, runs.size() - 1)) {
      while (from + run.length <= end && !at(points, from, run)) {
        from++;
      }
      if (from + run.length > end) {
        return false;
      }
      from += run.length;
    }
    return true;
  }

  private static boolean at(int[] points, int from, int[] run) {
    for (int i = 0; i < run.length; i++) {
      if (run[i] != ANY && run[i] != points[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** What every match begins with; null when it begins with a wildcard or case does not count. */
  @Nullable String prefix() {
    StringBuilder prefix = new StringBuilder();
    for (int point : runs.get(0)) {
      if (point == ANY) {
        break;
      }
      prefix.appendCodePoint(point);
    }
    return ignoreCase || prefix.isEmpty() ? null : prefix.toString();
  }
}
