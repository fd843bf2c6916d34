package io.mudbrick.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which evaluation datasets to find: {@code EvaluationDatasetQuery.all().filter("name LIKE
 * 'qa%'").build()}.
 *
 * @param experimentIds those that the datasets belong to; empty for any
 * @param filter over {@code name}, {@code created_time}, {@code last_update_time}, {@code
 *     created_by}, {@code last_updated_by} and {@code tags.key}
 * @param orderBy keys such as {@code name ASC}; the newest first by default
 * @param maxResults a page, 1 to 50,000
 */
public record EvaluationDatasetQuery(
    List<String> experimentIds,
    String filter,
    List<String> orderBy,
    int maxResults,
    @Nullable String pageToken) {
  public EvaluationDatasetQuery {
    experimentIds = List.copyOf(experimentIds);
    orderBy = List.copyOf(orderBy);
  }

  public static Builder in(List<String> experimentIds) {
    return new Builder(experimentIds);
  }

  public static Builder all() {
    return new Builder(List.of());
  }

  /** Collects a query. */
  public static final class Builder {
    private final List<String> experimentIds;
    private String filter = "";
    private List<String> orderBy = List.of();
    private int maxResults = 1000;
    private @Nullable String pageToken;

    private Builder(List<String> experimentIds) {
      this.experimentIds = experimentIds;
    }

    public Builder filter(String newFilter) {
      this.filter = newFilter;
      return this;
    }

    public Builder orderBy(List<String> newOrderBy) {
      this.orderBy = newOrderBy;
      return this;
    }

    public Builder maxResults(int newMaxResults) {
      this.maxResults = newMaxResults;
      return this;
    }

    public Builder pageToken(@Nullable String newPageToken) {
      this.pageToken = newPageToken;
      return this;
    }

    public EvaluationDatasetQuery build() {
      return new EvaluationDatasetQuery(experimentIds, filter, orderBy, maxResults, pageToken);
    }
  }
}
