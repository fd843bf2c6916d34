package io.mudbrick.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to find: {@code RunQuery.in(List.of(id)).filter("metrics.auc > 0.9").build()}.
 *
 * @param filter MLflow's grammar: {@code metrics.auc > 0.9 AND params.lr = '0.1'}; {@code ""} for
 *     all
 * @param orderBy such as {@code metrics.auc DESC}; by default the newest first
 * @param maxResults runs a page, 1 to 50,000
 */
public record RunQuery(
    List<String> experimentIds,
    String filter,
    ViewType viewType,
    List<String> orderBy,
    int maxResults,
    @Nullable String pageToken) {
  public RunQuery {
    experimentIds = List.copyOf(experimentIds);
    orderBy = List.copyOf(orderBy);
  }

  public static Builder in(List<String> experimentIds) {
    return new Builder(experimentIds);
  }

  /** A builder that starts from this query. */
  public Builder toBuilder() {
    return new Builder(experimentIds)
        .filter(filter)
        .viewType(viewType)
        .orderBy(orderBy)
        .maxResults(maxResults)
        .pageToken(pageToken);
  }

  /** Collects a query. */
  public static final class Builder {
    private final List<String> experimentIds;
    private String filter = "";
    private ViewType viewType = ViewType.ACTIVE_ONLY;
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

    public Builder viewType(ViewType newViewType) {
      this.viewType = newViewType;
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

    public RunQuery build() {
      return new RunQuery(experimentIds, filter, viewType, orderBy, maxResults, pageToken);
    }
  }
}
