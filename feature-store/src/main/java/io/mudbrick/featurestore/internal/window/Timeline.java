package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.join.KeyCodes;
import io.mudbrick.featurestore.internal.join.SliceSort;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a source, those of one entity side by side in the order of their times and, where
 * times are equal, of their places. Rows with a null in their entity or time are not among them.
 * Immutable, thread-safe.
 */
final class Timeline {
  private final KeyCodes entities;
  private final int[] starts;
  private final int[] rows;
  private final long[] times;

  Timeline(List<ColumnVector> entity, ColumnVector time) {
    entities = new KeyCodes(entity);
    long[] micros = TableIndex.micros(time);
    int[] codes = entities.codes();
    starts = new int[entities.size() + 1];
    for (int row = 0; row < codes.length; row++) {
      if (codes[row] >= 0 && !time.isNull(row)) {
        starts[codes[row] + 1]++;
      }
    }
    for (int e = 0; e < entities.size(); e++) {
      starts[e + 1] += starts[e];
    }
    int[] next = Arrays.copyOf(starts, entities.size());
    rows = new int[starts[entities.size()]];
    times = new long[rows.length];
    for (int row = 0; row < codes.length; row++) {
      if (codes[row] >= 0 && !time.isNull(row)) {
        int slot = next[codes[row]]++;
        rows[slot] = row;
        times[slot] = micros[row];
      }
    }
    SliceSort sort = new SliceSort(times, rows);
    for (int e = 0; e < entities.size(); e++) {
      sort.sort(starts[e], starts[e + 1]);
    }
  }

  /** How many entities there are; they are numbered from 0. */
  int entities() {
    return entities.size();
  }

  /** The numbers of entities; negative for those that are unknown or hold a null. */
  int[] find(List<ColumnVector> entity) {
    return entities.find(entity);
  }

  /** The first slot of an entity; the one of the next entity ends it. */
  int start(int entity) {
    return starts[entity];
  }

  /** The row of the source at each slot. */
  int[] rows() {
    return rows;
  }

  long time(int slot) {
    return times[slot];
  }

  /** The first slot from {@code slot} on, within an entity, whose time is not before. */
  int notBefore(int slot, int end, long time) {
    // Galloping: windows of one entity move on by few rows.
    int step = 1;
    int low = slot;
    while (low + step < end && times[low + step - 1] < time) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(low + step, end);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
