package io.mudbrick.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A search for runs that reads like a sentence; see {@link Tracking#search}. Immutable: each step
 * makes a new search.
 */
public final class RunSearch {
  private final Runs runs;
  private final RunQuery query;

  RunSearch(Runs runs, RunQuery query) {
    this.runs = runs;
    this.query = query;
  }

  /** Narrows the search; a second filter is added with AND. */
  public RunSearch filter(String filter) {
    String both = query.filter().isEmpty() ? filter : query.filter() + " AND " + filter;
    return new RunSearch(runs, query.toBuilder().filter(both).build());
  }

  /** The runs nested directly below a run. */
  public RunSearch childrenOf(String runId) {
    return filter("tags.`" + RunTag.PARENT_RUN_ID + "` = '" + runId.replace("'", "''") + "'");
  }

  public RunSearch orderBy(String... keys) {
    return new RunSearch(runs, query.toBuilder().orderBy(List.of(keys)).build());
  }

  public RunSearch viewType(ViewType viewType) {
    return new RunSearch(runs, query.toBuilder().viewType(viewType).build());
  }

  /** All the runs, page after page. */
  public List<Run> list() {
    List<Run> all = new ArrayList<>();
    @Nullable String token = null;
    do {
      Page<Run> page = runs.searchRuns(query.toBuilder().pageToken(token).build());
      all.addAll(page.items());
      token = page.nextPageToken();
    } while (token != null);
    return all;
  }

  /** The first run in the search's order. */
  public Optional<Run> first() {
    return runs.searchRuns(query.toBuilder().maxResults(1).build()).items().stream().findFirst();
  }

  /** The run with the greatest latest value of a metric; runs without it do not count. */
  public Optional<Run> best(String metric) {
    return best(metric, true);
  }

  /** The run with the greatest, or else smallest, latest value of a metric. */
  public Optional<Run> best(String metric, boolean greaterIsBetter) {
    String key = "metrics.`" + metric.replace("`", "``") + "`";
    return orderBy(key + (greaterIsBetter ? " DESC" : " ASC"))
        .first()
        .filter(run -> run.metric(metric).isPresent());
  }
}
