package io.mudbrick.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which experiments to find: {@code ExperimentQuery.where("name LIKE 'churn%'").build()}.
 *
 * @param filter such as {@code name = 'churn' AND tags.team = 'a'}; {@code ""} for all
 * @param orderBy such as {@code name DESC}; by default the newest first
 * @param maxResults experiments a page, 1 to 50,000
 */
public record ExperimentQuery(
    String filter,
    ViewType viewType,
    List<String> orderBy,
    int maxResults,
    @Nullable String pageToken) {
  public ExperimentQuery {
    orderBy = List.copyOf(orderBy);
  }

  public static Builder where(String filter) {
    return new Builder(filter);
  }

  public static Builder all() {
    return new Builder("");
  }

  /** Collects a query. */
  public static final class Builder {
    private final String filter;
    private ViewType viewType = ViewType.ACTIVE_ONLY;
    private List<String> orderBy = List.of();
    private int maxResults = 1000;
    private @Nullable String pageToken;

    private Builder(String filter) {
      this.filter = filter;
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

    public ExperimentQuery build() {
      return new ExperimentQuery(filter, viewType, orderBy, maxResults, pageToken);
    }
  }
}
