package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each label the newest row of a table that has its key and is not after its time: {@code
 * label time - lookback <= row time <= label time}, both edges included; of rows with one key and
 * time the one with the greatest id. Labels and rows with a null in key or time find nothing and
 * are never found.
 *
 * <p>The labels are the side that is kept: partitioned by key, and within a partition ordered by
 * key and time. Rows stream by, in any order: each is offered to the label that it is just not
 * after, so that memory does not grow with the table. When the labels do not fit the memory that
 * they may take, only the first partitions are kept; rows of the others wait on disk, as two longs
 * and an int each, until their partitions' turn comes.
 *
 * <p>Labels in the thousands of millions, or a memory less than what the labels of one key take,
 * are outside of what this is made for.
 */
public final class AsOfJoin implements AutoCloseable {
  /** No row. */
  public static final long NONE = -1;

  private static final int MOST_ROWS_SORTED_AT_ONCE = 1 << 20;
  private static final int LEAST_ROWS_KEPT = 1 << 10;

  /**
   * What a join may use.
   *
   * @param memory bytes for what it keeps of labels and rows, beside 40 bytes a label, a dictionary
   *     of the labels' keys unless they are one column of numbers, and what it returns
   * @param threads how many may share the work
   * @param spill gives the directory for rows that wait, when there are some
   */
  public record Room(long memory, int threads, Supplier<Path> spill) {}

  private final KeyLongs keys;
  private final long lookback;
  private final Room room;
  private final RowParts labels;
  private final Partitioning partitioning;
  private final int mostKept;
  private final List<RowParts> kept = new ArrayList<>();
  private final Deque<RowParts> free = new ArrayDeque<>();
  private long rowsKept;
  private final List<Wave> waves = new ArrayList<>();
  private final long[] found;
  private final long[] foundTimes;

  /**
   * @param key the labels' keys, at least one column
   * @param asOf the labels' times; null when rows are found by key alone, the last one of a key
   * @param lookback microseconds, or {@link TableIndex#UNBOUNDED}
   */
  public AsOfJoin(List<ColumnVector> key, @Nullable ColumnVector asOf, long lookback, Room room) {
    this.keys = new KeyLongs(key);
    this.lookback = lookback;
    this.room = room;
    KeyedRows all = KeyedRows.of(keys.own(), asOf);
    partitioning = Partitioning.of(all, lookback, room.memory() / 8);
    labels = new RowParts(partitioning.ofAllTimes(), room.threads());
    labels.fill(all, 0, all.size(), 0);
    long fitting = room.memory() / 2 / RowParts.BYTES_A_ROW;
    mostKept = (int) Math.max(LEAST_ROWS_KEPT, Math.min(Integer.MAX_VALUE, fitting));
    found = new long[all.size()];
    Arrays.fill(found, NONE);
    foundTimes = new long[all.size()];
    long most = room.memory() / 2 / LabelIndex.BYTES_A_LABEL;
    int first = 0;
    for (int p = 1; p < partitioning.count(); p++) {
      if (labels.start(p + 1) - labels.start(first) > most) {
        waves.add(new Wave(first, p));
        first = p;
      }
    }
    waves.add(new Wave(first, partitioning.count()));
    waves.get(0).begin();
  }

  /**
   * Offers rows of the table; several threads may do so at a time.
   *
   * @param key as many columns as the labels' key has, of the same types
   * @param time of the labels' type, and null when they have none
   * @param firstId the first row's id, 0 or greater; the others count on from it
   */
  public void add(List<ColumnVector> key, @Nullable ColumnVector time, long firstId) {
    KeyedRows all = KeyedRows.of(keys.of(key), time);
    int most = Math.min(MOST_ROWS_SORTED_AT_ONCE, mostKept);
    for (int from = 0; from < all.size(); from += most) {
      int size = Math.min(most, all.size() - from);
      RowParts sorted = room();
      sorted.fill(all, from, size, firstId + from);
      keep(sorted, size);
    }
  }

  private synchronized RowParts room() {
    RowParts used = free.poll();
    return used == null ? new RowParts(partitioning, room.threads()) : used;
  }

  /**
   * Many rows are offered to a partition's labels at a time: fetching the labels into the cache is
   * most of the work.
   */
  private synchronized void keep(RowParts sorted, int size) {
    kept.add(sorted);
    rowsKept += size;
    if (rowsKept >= mostKept) {
      offerKept();
    }
  }

  private void offerKept() {
    waves.forEach(wave -> wave.take(kept));
    free.addAll(kept);
    kept.clear();
    rowsKept = 0;
  }

  /**
   * What was found.
   *
   * @param rows by label the id of its row, or {@link #NONE}
   * @param times by label the time of its row, in microseconds; anything where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Found(long[] rows, long[] times) {}

  /** The row of each label; no rows can be added any more. */
  public synchronized Found finish() {
    offerKept();
    free.clear();
    for (Wave wave : waves) {
      wave.finish();
    }
    return new Found(found, foundTimes);
  }

  /** The rows of this join, as many as its memory holds, were {@code waves - 1} times on disk. */
  int waves() {
    return waves.size();
  }

  @Override
  public void close() {
    waves.forEach(Wave::close);
  }

  /** Partitions whose labels are in memory at the same time. */
  private final class Wave {
    private final int first;
    private final int end;
    private LabelIndex @Nullable [] indexes;
    private @Nullable SpillFile waiting;

    Wave(int first, int end) {
      this.first = first;
      this.end = end;
    }

    void begin() {
      LabelIndex[] made = new LabelIndex[end - first];
      RowParts.run(
          room.threads(),
          made.length,
          i ->
              made[i] =
                  new LabelIndex(labels, labels.start(first + i), labels.start(first + i + 1)));
      indexes = made;
    }

    void take(List<RowParts> offered) {
      if (indexes != null) {
        offer(indexes, offered);
        return;
      }
      if (waiting == null) {
        waiting = new SpillFile(room.spill().get(), first, end);
      }
      offered.forEach(waiting::append);
    }

    private void offer(LabelIndex[] to, List<RowParts> offered) {
      RowParts.run(
          room.threads(),
          to.length,
          i -> {
            for (RowParts rows : offered) {
              to[i].offer(rows, rows.start(first + i), rows.start(first + i + 1));
            }
          });
    }

    void finish() {
      if (indexes == null) {
        begin();
      }
      LabelIndex[] own = Objects.requireNonNull(indexes);
      if (waiting != null) {
        RowParts rows = new RowParts(partitioning, room.threads());
        waiting.replay(rows, again -> offer(own, List.of(again)));
        close();
      }
      for (LabelIndex index : own) {
        index.finish(lookback, found, foundTimes);
      }
      indexes = null;
    }

    void close() {
      if (waiting != null) {
        waiting.close();
        waiting = null;
      }
    }
  }
}
