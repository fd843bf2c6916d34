package io.mudbrick.tracking.traces;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which traces to find: {@code TraceQuery.in("1").filter("span.type = 'LLM'").build()}.
 *
 * @param filter as in {@code mlflow.search_traces}; empty for all
 * @param orderBy keys such as {@code timestamp DESC}; newest first when empty
 * @param maxResults up to 500 a page
 */
public record TraceQuery(
    List<String> experimentIds,
    String filter,
    List<String> orderBy,
    int maxResults,
    @Nullable String pageToken) {
  public static final int DEFAULT_PAGE = 100;

  public TraceQuery {
    experimentIds = List.copyOf(experimentIds);
    orderBy = List.copyOf(orderBy);
  }

  public static Builder in(String... experimentIds) {
    return in(List.of(experimentIds));
  }

  public static Builder in(List<String> experimentIds) {
    return new Builder(experimentIds);
  }

  /** Collects a query. */
  public static final class Builder {
    private final List<String> experimentIds;
    private String filter = "";
    private List<String> orderBy = List.of();
    private int maxResults = DEFAULT_PAGE;
    private @Nullable String pageToken;

    private Builder(List<String> experimentIds) {
      this.experimentIds = experimentIds;
    }

    public Builder filter(String newFilter) {
      this.filter = newFilter;
      return this;
    }

    public Builder orderBy(List<String> keys) {
      this.orderBy = keys;
      return this;
    }

    public Builder maxResults(int results) {
      this.maxResults = results;
      return this;
    }

    public Builder pageToken(@Nullable String token) {
      this.pageToken = token;
      return this;
    }

    public TraceQuery build() {
      return new TraceQuery(experimentIds, filter, orderBy, maxResults, pageToken);
    }
  }
}
