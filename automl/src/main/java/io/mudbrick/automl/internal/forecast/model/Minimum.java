package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * Searches of a minimum without bounds and without derivatives. Values that are not finite count as
 * worse than all others, so an objective forbids a place by answering NaN or infinity.
 *
 * @param at where it is
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Minimum(double[] at, double value) {
  private static final double DIFFERENCE = 1e-5;

  /** The simplex of Nelder and Mead: slow but hard to fool; for a handful of dimensions. */
  static Minimum simplex(
      ToDoubleFunction<double[]> objective, double[] start, double size, int evaluations) {
    int n = start.length;
    Minimum[] corners = new Minimum[n + 1];
    corners[0] = of(objective, start);
    for (int i = 0; i < n; i++) {
      double[] corner = start.clone();
      corner[i] += size;
      corners[i + 1] = of(objective, corner);
    }
    int used = n + 1;
    Comparator<Minimum> better = Comparator.comparingDouble(Minimum::value);
    while (used < evaluations) {
      Arrays.sort(corners, better);
      double spread = corners[n].value - corners[0].value;
      if (n == 0 || spread <= 1e-8 * (Math.abs(corners[0].value) + 1e-8)) {
        break;
      }
      double[] centre = new double[n];
      for (int c = 0; c < n; c++) {
        for (int i = 0; i < n; i++) {
          centre[i] += corners[c].at[i] / n;
        }
      }
      Minimum mirrored = of(objective, between(centre, corners[n].at, -1));
      used++;
      if (mirrored.value < corners[0].value) {
        Minimum further = of(objective, between(centre, corners[n].at, -2));
        used++;
        corners[n] = further.value < mirrored.value ? further : mirrored;
      } else if (mirrored.value < corners[n - 1].value) {
        corners[n] = mirrored;
      } else {
        boolean outside = mirrored.value < corners[n].value;
        Minimum nearer = of(objective, between(centre, outside ? mirrored.at : corners[n].at, 0.5));
        used++;
        if (nearer.value < Math.min(mirrored.value, corners[n].value)) {
          corners[n] = nearer;
        } else {
          for (int c = 1; c <= n; c++) {
            corners[c] = of(objective, between(corners[0].at, corners[c].at, 0.5));
          }
          used += n;
        }
      }
    }
    Arrays.sort(corners, better);
    return corners[0];
  }

  /** Quasi-Newton (BFGS) with central differences: fast near the minimum, in many dimensions. */
  static Minimum descent(ToDoubleFunction<double[]> objective, double[] start, int iterations) {
    int n = start.length;
    Minimum best = of(objective, start);
    if (n == 0 || !Double.isFinite(best.value)) {
      return best;
    }
    double[] slope = gradient(objective, best.at);
    double[][] inverse = identity(n);
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] direction = new double[n];
      double along = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          direction[i] -= inverse[i][j] * slope[j];
        }
        along += direction[i] * slope[i];
      }
      if (!(along < 0)) {
        // The curvature that was learnt misleads: start it anew, down the slope.
        inverse = identity(n);
        along = 0;
        for (int i = 0; i < n; i++) {
          direction[i] = -slope[i];
          along -= slope[i] * slope[i];
        }
      }
      double step = Math.min(1, 2 / Math.max(1e-300, norm(direction)));
      Minimum next = best;
      for (int i = 0; i < 30; i++, step /= 2.5) {
        next = of(objective, moved(best.at, direction, step));
        if (next.value <= best.value + 1e-4 * step * along) {
          break;
        }
      }
      double gain = best.value - next.value;
      if (!(gain > 0)) {
        break;
      }
      double[] nextSlope = gradient(objective, next.at);
      update(inverse, best.at, next.at, slope, nextSlope);
      best = next;
      slope = nextSlope;
      if (gain < 1e-9 * (Math.abs(best.value) + 1e-3)) {
        break;
      }
    }
    return best;
  }

  private static Minimum of(ToDoubleFunction<double[]> objective, double[] at) {
    double value = objective.applyAsDouble(at);
    return new Minimum(at, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
  }

  private static double[] between(double[] from, double[] to, double share) {
    double[] at = new double[from.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = from[i] + share * (to[i] - from[i]);
    }
    return at;
  }

  private static double[] moved(double[] from, double[] direction, double step) {
    double[] at = new double[from.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = from[i] + step * direction[i];
    }
    return at;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double v : vector) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  private static double[][] identity(int n) {
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      matrix[i][i] = 1;
    }
    return matrix;
  }

  private static double[] gradient(ToDoubleFunction<double[]> objective, double[] at) {
    double[] slope = new double[at.length];
    double[] near = at.clone();
    for (int i = 0; i < at.length; i++) {
      near[i] = at[i] + DIFFERENCE;
      double above = objective.applyAsDouble(near);
      near[i] = at[i] - DIFFERENCE;
      double below = objective.applyAsDouble(near);
      near[i] = at[i];
      double difference = (above - below) / (2 * DIFFERENCE);
      slope[i] = Double.isFinite(difference) ? difference : 0;
    }
    return slope;
  }

  private static void update(
      double[][] inverse, double[] from, double[] to, double[] before, double[] after) {
    int n = from.length;
    double[] s = new double[n];
    double[] y = new double[n];
    double sy = 0;
    for (int i = 0; i < n; i++) {
      s[i] = to[i] - from[i];
      y[i] = after[i] - before[i];
      sy += s[i] * y[i];
    }
    if (!(sy > 1e-12)) {
      return;
    }
    double[] hy = new double[n];
    double yhy = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        hy[i] += inverse[i][j] * y[j];
      }
      yhy += y[i] * hy[i];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inverse[i][j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
      }
    }
  }
}
