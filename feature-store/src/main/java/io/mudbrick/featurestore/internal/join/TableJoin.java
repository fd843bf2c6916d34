package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.JoinOptions;
import io.mudbrick.featurestore.JoinProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks features of a table up for many labels at once. First keys and times alone are read, file
 * by file, to find each label's row; then, of the files that rows were found in, the features. So
 * memory grows with the labels and not with the table.
 */
public final class TableJoin {
  /** As many rows as a file of ours has at most. */
  private static final long ROWS_A_FILE = 1L << 20;

  private final String table;
  private final TableRead read;
  private final List<Column> keys;
  private final @Nullable Column time;
  private final JoinOptions options;
  private final Supplier<Path> spill;

  /**
   * @param keys the columns of the lookup key
   * @param time the time series column; null when rows are found by key alone
   * @param spill gives the directory for rows that wait, when there are some
   */
  public TableJoin(
      String table,
      TableRead read,
      List<Column> keys,
      @Nullable Column time,
      JoinOptions options,
      Supplier<Path> spill) {
    this.table = table;
    this.read = read;
    this.keys = keys;
    this.time = time;
    this.options = options;
    this.spill = spill;
  }

  /** As {@link BoundTable#fetch}. */
  public Fetched fetch(
      List<ColumnVector> key, @Nullable ColumnVector asOf, long lookback, List<Column> features) {
    List<String> names = new ArrayList<>(keys.stream().map(Column::name).toList());
    if (time != null) {
      names.add(time.name());
    }
    List<TableRead> parts =
        read.columns(names).parts(LabelBounds.of(keys, key, time, asOf, lookback));
    int[] batchSizes = new int[parts.size()];
    AsOfJoin.Found found = find(key, asOf, lookback, parts, threads(names.size()), batchSizes);
    PartRows rows = new PartRows(found.rows(), parts.size());
    int threads = threads(features.size());
    FeatureFetch fetch = new FeatureFetch(rows, features, options.memoryBudget() / 2 / threads);
    int[] used = rows.parts();
    Counter done = new Counter(JoinProgress.Step.FETCH, used.length);
    Workers.run(
        threads,
        used.length,
        i -> {
          fetch.read(parts.get(used[i]), used[i], batchSizes[used[i]]);
          done.next();
        });
    return new FoundRows(fetch.columns(), found, time != null, read.version());
  }

  /** For each label the id of its row. */
  private AsOfJoin.Found find(
      List<ColumnVector> key,
      @Nullable ColumnVector asOf,
      long lookback,
      List<TableRead> parts,
      int threads,
      int[] batchSizes) {
    AsOfJoin.Room room =
        new AsOfJoin.Room(
            options.memoryBudget(), Runtime.getRuntime().availableProcessors(), spill);
    Counter done = new Counter(JoinProgress.Step.FIND, parts.size());
    try (AsOfJoin join = new AsOfJoin(key, asOf, lookback, room)) {
      Workers.run(
          threads,
          parts.size(),
          p -> {
            batchSizes[p] = add(join, parts.get(p), PartRows.id(p, 0));
            done.next();
          });
      return join.finish();
    }
  }

  /** How many files can be read side by side. */
  private int threads(int columns) {
    long fitting = options.memoryBudget() / 4 / (ROWS_A_FILE * Long.BYTES * columns);
    return (int) Math.max(1, Math.min(fitting, Runtime.getRuntime().availableProcessors()));
  }

  /** Adds a part's rows and returns how many came at once at most. */
  private int add(AsOfJoin join, TableRead part, long firstId) {
    long next = firstId;
    int most = 0;
    try (Stream<ColumnBatch> batches = part.batches()) {
      for (ColumnBatch batch : (Iterable<ColumnBatch>) batches::iterator) {
        List<ColumnVector> key = keys.stream().map(k -> batch.column(k.name())).toList();
        ColumnVector times = time == null ? null : batch.column(time.name());
        join.add(key, times, next);
        next += batch.size();
        most = Math.max(most, batch.size());
      }
    }
    return most;
  }

  /** Tells how far a step is. */
  private final class Counter {
    private final JoinProgress.Step step;
    private final int total;
    private int done;

    Counter(JoinProgress.Step step, int total) {
      this.step = step;
      this.total = total;
    }

    synchronized void next() {
      done++;
      options.progress().accept(new JoinProgress(table, step, done, total));
    }
  }

  private record FoundRows(
      List<ColumnVector> values, AsOfJoin.Found found, boolean timed, long version)
      implements Fetched {
    @Override
    public State state(int row) {
      return found.rows()[row] == AsOfJoin.NONE ? State.NOT_FOUND : State.PRESENT;
    }

    @Override
    public long eventMicros(int row) {
      return timed && found.rows()[row] != AsOfJoin.NONE ? found.times()[row] : NO_TIME;
    }

    @Override
    public @Nullable Instant publishedAt() {
      return null;
    }
  }
}
