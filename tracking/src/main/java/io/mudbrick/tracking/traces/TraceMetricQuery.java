package io.mudbrick.tracking.traces;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure over traces: {@code TraceMetricQuery.of(View.TRACES, "latency",
 * TraceAggregation.percentile(95)).in("1").by("trace_name").build()}.
 *
 * @param metric such as {@code trace_count}, {@code latency}, {@code total_tokens}; {@code
 *     span_count}, {@code total_cost}; {@code assessment_value}
 * @param dimensions what to group by
 * @param filters each one comparison, such as {@code trace.status = 'OK'}
 * @param interval the width of time buckets, whole seconds; needs both ends of the time
 */
public record TraceMetricQuery(
    List<String> experimentIds,
    View view,
    String metric,
    List<TraceAggregation> aggregations,
    List<String> dimensions,
    List<String> filters,
    @Nullable Duration interval,
    @Nullable Instant start,
    @Nullable Instant end,
    int maxResults) {
  public static final int DEFAULT_RESULTS = 1000;

  /** What is counted. */
  public enum View {
    TRACES,
    SPANS,
    ASSESSMENTS
  }

  public TraceMetricQuery {
    experimentIds = List.copyOf(experimentIds);
    aggregations = List.copyOf(aggregations);
    dimensions = List.copyOf(dimensions);
    filters = List.copyOf(filters);
  }

  public static Builder of(View view, String metric, TraceAggregation... aggregations) {
    return of(view, metric, List.of(aggregations));
  }

  public static Builder of(View view, String metric, List<TraceAggregation> aggregations) {
    return new Builder(view, metric, aggregations);
  }

  /** Collects a query. */
  public static final class Builder {
    private final View view;
    private final String metric;
    private final List<TraceAggregation> aggregations;
    private List<String> experimentIds = List.of();
    private List<String> dimensions = List.of();
    private List<String> filters = List.of();
    private @Nullable Duration interval;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private int maxResults = DEFAULT_RESULTS;

    private Builder(View view, String metric, List<TraceAggregation> aggregations) {
      this.view = view;
      this.metric = metric;
      this.aggregations = aggregations;
    }

    public Builder in(String... ids) {
      return in(List.of(ids));
    }

    public Builder in(List<String> ids) {
      this.experimentIds = ids;
      return this;
    }

    public Builder by(String... names) {
      return by(List.of(names));
    }

    public Builder by(List<String> names) {
      this.dimensions = names;
      return this;
    }

    public Builder filters(List<String> comparisons) {
      this.filters = comparisons;
      return this;
    }

    public Builder between(@Nullable Instant from, @Nullable Instant to) {
      this.start = from;
      this.end = to;
      return this;
    }

    public Builder every(@Nullable Duration width) {
      this.interval = width;
      return this;
    }

    public Builder maxResults(int results) {
      this.maxResults = results;
      return this;
    }

    public TraceMetricQuery build() {
      return new TraceMetricQuery(
          experimentIds,
          view,
          metric,
          aggregations,
          dimensions,
          filters,
          interval,
          start,
          end,
          maxResults);
    }
  }
}
