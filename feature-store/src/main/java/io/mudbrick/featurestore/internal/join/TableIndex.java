package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows of a feature table by key, or by key and time: the newest row not after it. Rows of
 * one key lie together, ordered by time and, where times are equal, by their place in the table; of
 * equal ones the last is found. Rows with a null in their key or time are never found. Immutable,
 * thread-safe.
 */
public final class TableIndex {
  /** No row. */
  public static final int NONE = -1;

  /** A lookback that reaches as far as time does. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final KeyCodes keys;
  private final int[] starts;
  private final int[] rows;
  private final long @Nullable [] times;

  /**
   * @param key at least one column
   * @param time the time series column, or null for a table without one
   */
  public TableIndex(List<ColumnVector> key, @Nullable ColumnVector time) {
    keys = new KeyCodes(key);
    int[] codes = keys.codes();
    starts = new int[keys.size() + 1];
    for (int row = 0; row < codes.length; row++) {
      if (indexed(codes, time, row)) {
        starts[codes[row] + 1]++;
      }
    }
    for (int k = 0; k < keys.size(); k++) {
      starts[k + 1] += starts[k];
    }
    int[] next = Arrays.copyOf(starts, keys.size());
    rows = new int[starts[keys.size()]];
    long[] micros = time == null ? null : micros(time);
    times = micros == null ? null : new long[rows.length];
    for (int row = 0; row < codes.length; row++) {
      if (indexed(codes, time, row)) {
        int slot = next[codes[row]]++;
        rows[slot] = row;
        if (times != null && micros != null) {
          times[slot] = micros[row];
        }
      }
    }
    if (times != null) {
      SliceSort sort = new SliceSort(times, rows);
      for (int k = 0; k < keys.size(); k++) {
        sort.sort(starts[k], starts[k + 1]);
      }
    }
  }

  private static boolean indexed(int[] codes, @Nullable ColumnVector time, int row) {
    return codes[row] != LongCodes.UNKNOWN && (time == null || !time.isNull(row));
  }

  /**
   * For each key the place of its row in the table, the last one if it has several, or {@link
   * #NONE}.
   */
  public int[] find(List<ColumnVector> key) {
    int[] found = keys.find(key);
    for (int i = 0; i < found.length; i++) {
      found[i] = found[i] < 0 ? NONE : last(found[i]);
    }
    return found;
  }

  private int last(int code) {
    int end = starts[code + 1];
    return end == starts[code] ? NONE : rows[end - 1];
  }

  /**
   * For each key and time the place of the newest row of the key with {@code time - lookback <=
   * row's time <= time}, or {@link #NONE}. Null is no time.
   *
   * @param lookback microseconds, or {@link #UNBOUNDED}
   */
  public int[] findAsOf(List<ColumnVector> key, ColumnVector time, long lookback) {
    long[] ordered = times;
    if (ordered == null) {
      throw new IllegalStateException("made without times");
    }
    int[] found = keys.find(key);
    long[] asOf = micros(time);
    boolean[] nulls = time.nulls();
    int[] order = byCode(found);
    for (int n = 0; n < found.length; n++) {
      int i = order == null ? n : order[n];
      int code = found[i];
      found[i] = NONE;
      if (code >= 0 && (nulls == null || !nulls[i])) {
        int slot = lastNotAfter(ordered, starts[code], starts[code + 1], asOf[i]);
        if (slot >= starts[code] && within(ordered[slot], asOf[i], lookback)) {
          found[i] = rows[slot];
        }
      }
    }
    return found;
  }

  /**
   * The places of many codes in the order of the codes, so that a search finds the times of its key
   * in the cache, where the search before left them; null when there are too few to be worth it.
   */
  private int @Nullable [] byCode(int[] codes) {
    if (codes.length < starts.length / 2) {
      return null;
    }
    int[] next = new int[starts.length + 1];
    for (int code : codes) {
      next[code + 2]++; // unknown keys, -1, come first
    }
    for (int k = 2; k < next.length; k++) {
      next[k] += next[k - 1];
    }
    int[] order = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      order[next[codes[i] + 1]++] = i;
    }
    return order;
  }

  static boolean within(long rowTime, long asOf, long lookback) {
    // rowTime <= asOf; the age may not fit a long, and is then older than any window.
    long age = asOf - rowTime;
    return lookback == UNBOUNDED || (age >= 0 && age <= lookback);
  }

  /** The last slot of the range with a time not after {@code asOf}, or one before the range. */
  private static int lastNotAfter(long[] ordered, int from, int to, long asOf) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered[middle] <= asOf) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Times as microseconds; a date is its midnight in UTC. */
  public static long[] micros(ColumnVector time) {
    if (time.type() == ColumnType.TIMESTAMP) {
      return time.longs();
    }
    int[] days = time.ints();
    long[] micros = new long[days.length];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = days[i] * MICROS_A_DAY;
    }
    return micros;
  }
}
