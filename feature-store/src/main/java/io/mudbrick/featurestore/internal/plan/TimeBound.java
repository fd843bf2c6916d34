package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.featurestore.internal.join.Fetched;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a strict plan takes of rows that were found by key alone: those that a lookup as of each
 * row's time would have found. A row that is newer hides an older one, which is not online: then
 * the plan cannot know.
 */
record TimeBound(Fetched found, List<ColumnVector> values, int[] kept) implements Fetched {
  private static final int NONE = -1;

  static Fetched of(Fetched found, Step step, ColumnVector asOf) {
    long[] times = TableIndex.micros(asOf);
    int[] kept = new int[times.length];
    boolean all = true;
    for (int row = 0; row < kept.length; row++) {
      kept[row] = row;
      long event = found.eventMicros(row);
      if (found.state(row) == State.PRESENT && event != NO_TIME) {
        if (asOf.isNull(row)) {
          kept[row] = NONE;
        } else if (event > times[row]) {
          throw PlanErrors.onlineIsNewer(step.name(), row);
        } else {
          long age = times[row] - event;
          boolean young =
              step.lookbackMicros() == TableIndex.UNBOUNDED
                  || (age >= 0 && age <= step.lookbackMicros());
          kept[row] = young ? row : NONE;
        }
      }
      all &= kept[row] == row;
    }
    return all
        ? found
        : new TimeBound(found, found.values().stream().map(v -> v.take(kept)).toList(), kept);
  }

  @Override
  public State state(int row) {
    return kept[row] == NONE ? State.NOT_FOUND : found.state(row);
  }

  @Override
  public long eventMicros(int row) {
    return kept[row] == NONE ? NO_TIME : found.eventMicros(row);
  }

  @Override
  public long version() {
    return found.version();
  }

  @Override
  public @Nullable Instant publishedAt() {
    return found.publishedAt();
  }
}
