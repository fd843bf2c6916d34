package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The time that one trial's fits have. A fit asks at the same steps each time whether its time is
 * over; how often it had asked when the clock stopped it is kept, so that it can be stopped there
 * again. Thread-safe.
 */
public final class FitTime {
  /** Stands for what is asked between fits and not by that of a series. */
  private static final int BETWEEN = -1;

  private static final int WHOLE = 0;

  private final long seed;
  private final BooleanSupplier over;
  private final @Nullable Map<Fit, Integer> known;
  private final Map<Fit, Integer> stopped = new ConcurrentHashMap<>();

  /** One series in one of the fits. */
  record Fit(int number, int series) implements Comparable<Fit> {
    @Override
    public int compareTo(Fit other) {
      int byNumber = Integer.compare(number, other.number);
      return byNumber == 0 ? Integer.compare(series, other.series) : byNumber;
    }
  }

  private FitTime(long seed, BooleanSupplier over, @Nullable Map<Fit, Integer> known) {
    this.seed = seed;
    this.over = over;
    this.known = known;
  }

  /** Until that is true; cheap to ask. */
  public static FitTime until(long seed, BooleanSupplier over) {
    return new FitTime(seed, over, null);
  }

  /**
   * Each fit is stopped where it was.
   *
   * @param stops as {@link #stops} tells
   * @throws IllegalArgumentException when it does not
   */
  public static FitTime again(long seed, String stops) {
    return new FitTime(seed, () -> false, StopText.read(stops));
  }

  /** What each series may use of the fit to all there is. */
  public IntFunction<Allowance> whole() {
    return fit(WHOLE);
  }

  /**
   * What each series of a fit may use.
   *
   * @param number of the fit among those of the trial; 0 is the one to all there is
   */
  IntFunction<Allowance> fit(int number) {
    return series -> new Allowance(seed, new Count(new Fit(number, series)));
  }

  /** Whether a fit is not even begun. */
  boolean overBefore(int number) {
    return new Count(new Fit(number, BETWEEN)).getAsBoolean();
  }

  /** Where fits were stopped, as text; empty when none was. */
  public String stops() {
    return StopText.write(new TreeMap<>(stopped));
  }

  /** For one thread. */
  private final class Count implements BooleanSupplier {
    private final Fit fit;
    private int asked;

    Count(Fit fit) {
      this.fit = fit;
    }

    @Override
    public boolean getAsBoolean() {
      asked++;
      if (known != null) {
        Integer stop = known.get(fit);
        return stop != null && asked >= stop;
      }
      if (stopped.containsKey(fit)) {
        return true;
      }
      if (over.getAsBoolean()) {
        stopped.put(fit, asked);
        return true;
      }
      return false;
    }
  }
}
