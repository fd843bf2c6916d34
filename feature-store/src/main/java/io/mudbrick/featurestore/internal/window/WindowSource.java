package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.join.SliceSort;
import io.mudbrick.featurestore.internal.join.TableIndex;
import io.mudbrick.featurestore.view.Aggregation;
import io.mudbrick.featurestore.view.Computation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a source in memory, ready to be asked what windows over them come to. Immutable,
 * thread-safe.
 */
public final class WindowSource {
  /** By slot. */
  private final ColumnBatch rows;

  private final List<String> entity;
  private final String time;
  private final Timeline timeline;

  /**
   * @param rows hold the entity, the time and every input
   * @param time a timestamp or a date
   */
  public WindowSource(ColumnBatch rows, List<String> entity, String time) {
    this.entity = List.copyOf(entity);
    this.time = time;
    this.timeline = new Timeline(entity.stream().map(rows::column).toList(), rows.column(time));
    // In the order of the slots: windows then run along the columns.
    this.rows = rows.take(timeline.rows());
  }

  /**
   * The type of what a computation comes to.
   *
   * @param input the column that it takes
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it does not take
   *     that, or has a window that is none
   */
  public static ColumnType type(Computation computation, Column input) {
    if (computation instanceof Aggregation aggregation) {
      Bounds.of(aggregation.window());
    }
    return computation instanceof Aggregation aggregation
        ? Aggregates.type(aggregation.function(), input)
        : input.type();
  }

  /**
   * What each computation comes to for each entity and time.
   *
   * @param keys the entities, of the types of the source's
   * @param asOf a timestamp or a date, whose midnight it is
   */
  public List<ColumnVector> compute(
      List<? extends Computation> computations, List<ColumnVector> keys, ColumnVector asOf) {
    Asked asked = new Asked(keys, asOf);
    Map<Bounds, Windows> windows = new HashMap<>();
    List<ColumnVector> results = new ArrayList<>();
    for (Computation computation : computations) {
      type(computation, rows.schema().column(computation.input()));
      ColumnVector input = rows.column(computation.input());
      Bounds bounds =
          computation instanceof Aggregation aggregation
              ? Bounds.of(aggregation.window())
              : Bounds.BEFORE;
      WindowState state =
          computation instanceof Aggregation aggregation
              ? Aggregates.state(aggregation.function(), input, asOf.size())
              : new PlaceState.Edge(input, asOf.size(), true);
      windows.computeIfAbsent(bounds, b -> new Windows(b, asked)).run(state);
      results.add(state.results());
    }
    return results;
  }

  /** Which entities the source has rows of, at whatever time. */
  boolean[] known(List<ColumnVector> keys) {
    int[] entities = timeline.find(keys);
    boolean[] known = new boolean[entities.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = entities[i] >= 0;
    }
    return known;
  }

  /** The rows that are asked for, those of one entity together, in the order of their times. */
  private final class Asked {
    private final int[] entities;
    private final int[] order;
    private final long[] times;

    Asked(List<ColumnVector> keys, ColumnVector asOf) {
      entities = timeline.find(keys);
      times = TableIndex.micros(asOf);
      int[] starts = new int[timeline.entities() + 1];
      for (int i = 0; i < entities.length; i++) {
        if (asOf.isNull(i)) {
          entities[i] = -1;
        } else if (entities[i] >= 0) {
          starts[entities[i] + 1]++;
        }
      }
      for (int e = 1; e < starts.length; e++) {
        starts[e] += starts[e - 1];
      }
      int[] next = starts.clone();
      order = new int[starts[starts.length - 1]];
      long[] ordered = new long[order.length];
      for (int i = 0; i < entities.length; i++) {
        if (entities[i] >= 0) {
          int slot = next[entities[i]]++;
          order[slot] = i;
          ordered[slot] = times[i];
        }
      }
      SliceSort sort = new SliceSort(ordered, order);
      for (int e = 0; e < timeline.entities(); e++) {
        sort.sort(starts[e], starts[e + 1]);
      }
    }
  }

  /** Where the windows of one kind lie, for every row that is asked for. */
  private final class Windows {
    private final Asked asked;
    private final int[] from;
    private final int[] to;

    Windows(Bounds bounds, Asked asked) {
      this.asked = asked;
      from = new int[asked.order.length];
      to = new int[asked.order.length];
      int entity = -1;
      int low = 0;
      int high = 0;
      for (int n = 0; n < from.length; n++) {
        int row = asked.order[n];
        if (asked.entities[row] != entity) {
          entity = asked.entities[row];
          low = timeline.start(entity);
          high = low;
        }
        int end = timeline.start(entity + 1);
        high = timeline.notBefore(high, end, bounds.end(asked.times[row]));
        low = timeline.notBefore(low, high, bounds.start(asked.times[row]));
        from[n] = low;
        to[n] = high;
      }
    }

    void run(WindowState state) {
      int entity = -1;
      for (int n = 0; n < from.length; n++) {
        int row = asked.order[n];
        if (asked.entities[row] != entity) {
          entity = asked.entities[row];
          state.begin(timeline.start(entity), timeline.start(entity + 1));
        }
        state.moveTo(from[n], to[n]);
        if (to[n] > timeline.start(entity)) {
          state.note(row); // else nothing is known of it yet
        }
      }
    }
  }

  /**
   * Every entity and time at which a window that ends on a multiple of the slide comes to something
   * else than at the one before, up to a time: what must be stored so that the newest row not after
   * a time tells what {@link #compute} would.
   */
  public ColumnBatch ends(long durationMicros, long slideMicros, long untilMicros) {
    List<int[]> chosenRows = new ArrayList<>();
    List<long[]> chosenEnds = new ArrayList<>();
    long last = untilMicros - Math.floorMod(untilMicros, slideMicros);
    for (int e = 0; e < timeline.entities(); e++) {
      long next = Long.MIN_VALUE;
      int row = -1;
      long[] ends = new long[8];
      int size = 0;
      for (int slot = timeline.start(e); slot < timeline.start(e + 1); slot++) {
        row = slot;
        long time = timeline.time(slot);
        long first = time - Math.floorMod(time, slideMicros) + slideMicros;
        // The last window that holds it, and the first that no longer does.
        long beyond =
            time + durationMicros - Math.floorMod(time + durationMicros, slideMicros) + slideMicros;
        for (long end = Math.max(first, next); end <= Math.min(beyond, last); end += slideMicros) {
          if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
          }
          ends[size++] = end;
          next = end + slideMicros;
        }
      }
      int[] rowOf = new int[size];
      Arrays.fill(rowOf, row);
      chosenRows.add(rowOf);
      chosenEnds.add(Arrays.copyOf(ends, size));
    }
    return entityAt(chosenRows, chosenEnds);
  }

  /** The last row of each entity up to a time. */
  public ColumnBatch latest(long untilMicros) {
    int[] places = new int[timeline.entities()];
    int size = 0;
    for (int e = 0; e < timeline.entities(); e++) {
      int end = timeline.start(e + 1);
      int slot =
          untilMicros == Long.MAX_VALUE
              ? end
              : timeline.notBefore(timeline.start(e), end, untilMicros + 1);
      if (slot > timeline.start(e)) {
        places[size++] = slot - 1;
      }
    }
    return rows.take(Arrays.copyOf(places, size));
  }

  private ColumnBatch entityAt(List<int[]> rowOf, List<long[]> ends) {
    int[] places = rowOf.stream().flatMapToInt(Arrays::stream).toArray();
    long[] times = ends.stream().flatMapToLong(Arrays::stream).toArray();
    ColumnBatch keys = rows.select(entity).take(places);
    return keys.with(
        new Column(time, ColumnType.TIMESTAMP, false, null), ColumnVector.ofTimestamps(times));
  }
}
