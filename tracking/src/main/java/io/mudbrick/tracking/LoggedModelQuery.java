package io.mudbrick.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which logged models to find: {@code LoggedModelQuery.in(List.of(id)).filter("name =
 * 'm'").build()}.
 *
 * @param filter such as {@code metrics.auc > 0.9 AND params.depth = '6'}; {@code ""} for all
 * @param datasets the datasets whose metrics the filter means; empty for any
 * @param orderBy by default the newest first
 * @param maxResults models a page
 */
public record LoggedModelQuery(
    List<String> experimentIds,
    String filter,
    List<DatasetRef> datasets,
    List<Order> orderBy,
    int maxResults,
    @Nullable String pageToken) {
  public LoggedModelQuery {
    experimentIds = List.copyOf(experimentIds);
    datasets = List.copyOf(datasets);
    orderBy = List.copyOf(orderBy);
  }

  /** A dataset by name, and by digest if one is given. */
  public record DatasetRef(String name, @Nullable String digest) {}

  /**
   * One key of the order.
   *
   * @param field an attribute such as {@code creation_timestamp}, or {@code metrics.auc}
   * @param dataset the dataset whose metric is meant; {@code null} for any
   */
  public record Order(String field, boolean ascending, @Nullable DatasetRef dataset) {}

  public static Builder in(List<String> experimentIds) {
    return new Builder(experimentIds);
  }

  /** Collects a query. */
  public static final class Builder {
    private final List<String> experimentIds;
    private String filter = "";
    private List<DatasetRef> datasets = List.of();
    private List<Order> orderBy = List.of();
    private int maxResults = 100;
    private @Nullable String pageToken;

    private Builder(List<String> experimentIds) {
      this.experimentIds = experimentIds;
    }

    public Builder filter(String newFilter) {
      this.filter = newFilter;
      return this;
    }

    public Builder datasets(List<DatasetRef> newDatasets) {
      this.datasets = newDatasets;
      return this;
    }

    public Builder orderBy(List<Order> newOrderBy) {
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

    public LoggedModelQuery build() {
      return new LoggedModelQuery(experimentIds, filter, datasets, orderBy, maxResults, pageToken);
    }
  }
}
