package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.TimeWindow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at every row for every question. */
final class WindowOracle {
  private final long[] keys;
  private final long[] times;
  private final ColumnVector input;

  WindowOracle(long[] keys, long[] times, ColumnVector input) {
    this.keys = keys;
    this.times = times;
    this.input = input;
  }

  /** Written from the documentation, not from the code. */
  @Nullable Object ask(Aggregate function, TimeWindow window, long key, long at) {
    long end;
    long length;
    if (window instanceof TimeWindow.Rolling rolling) {
      end = at - micros(rolling.delay());
      Duration duration = rolling.duration();
      length = duration == null ? -1 : micros(duration);
    } else if (window instanceof TimeWindow.Sliding sliding) {
      end = Math.floorDiv(at, micros(sliding.slide())) * micros(sliding.slide());
      length = micros(sliding.duration());
    } else {
      TimeWindow.Tumbling tumbling = (TimeWindow.Tumbling) window;
      length = micros(tumbling.duration());
      end = Math.floorDiv(at, length) * length;
    }
    List<Integer> in = new ArrayList<>();
    boolean known = false;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key && times[i] < end) {
        known = true;
        if (length < 0 || times[i] >= end - length) {
          in.add(i);
        }
      }
    }
    in.sort((a, b) -> times[a] != times[b] ? Long.compare(times[a], times[b]) : a - b);
    return known ? answer(function, in) : null;
  }

  private @Nullable Object answer(Aggregate function, List<Integer> in) {
    List<Object> values = in.stream().map(input::get).filter(Objects::nonNull).toList();
    switch (function.kind()) {
      case COUNT:
        return (long) values.size();
      case APPROX_COUNT_DISTINCT:
        return (long) new HashSet<>(values).size();
      case FIRST:
        return in.isEmpty() ? null : input.get(in.get(0));
      case LAST:
        return in.isEmpty() ? null : input.get(in.get(in.size() - 1));
      default:
    }
    if (values.isEmpty()) {
      return null;
    }
    BigDecimal count = BigDecimal.valueOf(values.size());
    BigDecimal sum = BigDecimal.ZERO;
    for (Object value : values) {
      sum = sum.add(number(value));
    }
    List<BigDecimal> sorted = values.stream().map(WindowOracle::number).sorted().toList();
    boolean whole = values.get(0) instanceof Long;
    return switch (function.kind()) {
      case SUM -> whole ? (Object) sum.longValueExact() : (Object) (sum.doubleValue() + 0.0);
      case AVG -> (sum.doubleValue() + 0.0) / values.size();
      case MIN -> back(sorted.get(0), whole);
      case MAX -> back(sorted.get(sorted.size() - 1), whole);
      case APPROX_PERCENTILE -> {
        double share = Objects.requireNonNull(function.argument());
        int place = Math.max(1, (int) Math.ceil(share * values.size()));
        yield back(sorted.get(place - 1), whole);
      }
      default -> {
        MathContext precise = new MathContext(80);
        BigDecimal mean = sum.divide(count, precise);
        BigDecimal squares = BigDecimal.ZERO;
        for (Object value : values) {
          squares = squares.add(number(value).subtract(mean).pow(2, precise), precise);
        }
        boolean sample = function.kind().name().endsWith("SAMP");
        if (sample && values.size() == 1) {
          yield null;
        }
        BigDecimal variance =
            squares.divide(sample ? count.subtract(BigDecimal.ONE) : count, precise);
        yield function.kind().name().startsWith("VAR")
            ? variance.doubleValue()
            : Math.sqrt(variance.doubleValue());
      }
    };
  }

  private static Object back(BigDecimal value, boolean whole) {
    return whole ? (Object) value.longValueExact() : (Object) value.doubleValue();
  }

  private static BigDecimal number(Object value) {
    return value instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal((Double) value);
  }

  private static long micros(Duration duration) {
    return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
  }
}
