package io.mudbrick.tracking;

import java.time.Duration;
import java.util.List;

/**
 * What to delete for good: {@code GarbageQuery.all().olderThan(Duration.ofDays(30)).build()}.
 * Without ids it is everything that was marked as deleted and that the caller may delete; ids of
 * experiments bring their runs and logged models along.
 *
 * @param olderThan how long it must have been deleted
 */
public record GarbageQuery(
    Duration olderThan,
    List<String> runIds,
    List<String> experimentIds,
    List<String> loggedModelIds) {
  public GarbageQuery {
    runIds = List.copyOf(runIds);
    experimentIds = List.copyOf(experimentIds);
    loggedModelIds = List.copyOf(loggedModelIds);
  }

  /** Whether it names nothing, and so means everything. */
  public boolean isEverything() {
    return runIds.isEmpty() && experimentIds.isEmpty() && loggedModelIds.isEmpty();
  }

  public static Builder all() {
    return new Builder();
  }

  /** Collects what to delete. */
  public static final class Builder {
    private Duration olderThan = Duration.ZERO;
    private List<String> runIds = List.of();
    private List<String> experimentIds = List.of();
    private List<String> loggedModelIds = List.of();

    private Builder() {}

    public Builder olderThan(Duration newOlderThan) {
      this.olderThan = newOlderThan;
      return this;
    }

    public Builder runs(List<String> ids) {
      this.runIds = ids;
      return this;
    }

    public Builder experiments(List<String> ids) {
      this.experimentIds = ids;
      return this;
    }

    public Builder loggedModels(List<String> ids) {
      this.loggedModelIds = ids;
      return this;
    }

    public GarbageQuery build() {
      return new GarbageQuery(olderThan, runIds, experimentIds, loggedModelIds);
    }
  }
}
