package io.mudbrick.tracking.internal;

import io.mudbrick.platform.search.Condition;
import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.search.Grammars;
import io.mudbrick.tracking.traces.TraceAggregation;
import io.mudbrick.tracking.traces.TraceMetricQuery;
import io.mudbrick.tracking.traces.TraceMetricQuery.View;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What can be measured over traces, and by what. */
final class TraceMetricRules {
  private static final Set<TraceAggregation.Type> COUNT = Set.of(TraceAggregation.Type.COUNT);
  private static final Set<TraceAggregation.Type> SPREAD =
      Set.of(TraceAggregation.Type.AVG, TraceAggregation.Type.PERCENTILE);
  private static final Set<TraceAggregation.Type> AMOUNT =
      Set.of(
          TraceAggregation.Type.SUM, TraceAggregation.Type.AVG, TraceAggregation.Type.PERCENTILE);
  private static final Set<String> MODELS = Set.of("span_model_name", "span_model_provider");

  private TraceMetricRules() {}

  /** How a metric may be aggregated and grouped. */
  private record Rule(Set<TraceAggregation.Type> aggregations, Set<String> dimensions) {}

  private static final Map<View, Map<String, Rule>> RULES =
      Map.of(
          View.TRACES,
          rules(
              "trace_count", new Rule(COUNT, Set.of("trace_name", "trace_status")),
              "latency", new Rule(SPREAD, Set.of("trace_name")),
              "input_tokens", new Rule(AMOUNT, Set.of("trace_name")),
              "output_tokens", new Rule(AMOUNT, Set.of("trace_name")),
              "total_tokens", new Rule(AMOUNT, Set.of("trace_name")),
              "cache_read_input_tokens", new Rule(AMOUNT, Set.of("trace_name")),
              "cache_creation_input_tokens", new Rule(AMOUNT, Set.of("trace_name"))),
          View.SPANS,
          rules(
              "span_count",
                  new Rule(
                      COUNT,
                      Set.of(
                          "span_name",
                          "span_type",
                          "span_status",
                          "span_model_name",
                          "span_model_provider")),
              "latency", new Rule(SPREAD, Set.of("span_name", "span_status")),
              "input_cost", new Rule(AMOUNT, MODELS),
              "output_cost", new Rule(AMOUNT, MODELS),
              "total_cost", new Rule(AMOUNT, MODELS)),
          View.ASSESSMENTS,
          rules(
              "assessment_count", new Rule(COUNT, Set.of("assessment_name", "assessment_value")),
              "assessment_value", new Rule(SPREAD, Set.of("assessment_name"))));

  private static Map<String, Rule> rules(Object... namesAndRules) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (int i = 0; i < namesAndRules.length; i += 2) {
      rules.put((String) namesAndRules[i], (Rule) namesAndRules[i + 1]);
    }
    return rules;
  }

  /**
   * Refuses what makes no sense.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  static void check(TraceMetricQuery query) {
    Map<String, Rule> ofView = RULES.getOrDefault(query.view(), Map.of());
    Rule rule = ofView.get(query.metric());
    if (rule == null) {
      throw TraceErrors.badTraceMetrics(
          "metric_name must be one of "
              + TrackingErrors.list(ofView.keySet())
              + ", got '"
              + query.metric()
              + "'");
    }
    Set<String> invalid = new TreeSet<>();
    for (TraceAggregation aggregation : query.aggregations()) {
      if (!rule.aggregations().contains(aggregation.type())) {
        invalid.add(aggregation.type().name());
      }
      Double percentile = aggregation.percentile();
      if (aggregation.type() == TraceAggregation.Type.PERCENTILE
          && (percentile == null || !(percentile >= 0 && percentile <= 100))) {
        throw TraceErrors.badTraceMetrics(
            "Percentile value must be between 0 and 100, got " + percentile);
      }
    }
    if (!invalid.isEmpty()) {
      throw TraceErrors.badTraceMetrics(
          "Found invalid aggregation_type(s): "
              + TrackingErrors.list(invalid)
              + ". Supported aggregation types: "
              + sorted(rule.aggregations().stream().map(TraceAggregation.Type::name).toList()));
    }
    Set<String> strange = new TreeSet<>(query.dimensions());
    strange.removeAll(rule.dimensions());
    if (!strange.isEmpty()) {
      throw TraceErrors.badTraceMetrics(
          "Found invalid dimension(s): "
              + TrackingErrors.list(strange)
              + ". Supported dimensions: "
              + sorted(rule.dimensions()));
    }
    if (query.interval() != null && (query.start() == null || query.end() == null)) {
      throw TraceErrors.badTraceMetrics(
          "start_time_ms and end_time_ms are required if time_interval_seconds is set");
    }
    if (query.interval() != null && query.interval().toSeconds() < 1) {
      throw TraceErrors.badTraceMetrics("time_interval_seconds must be at least 1");
    }
    query.filters().forEach(filter -> checkFilter(filter, query.view()));
  }

  private static void checkFilter(String filter, View view) {
    List<Condition> conditions = Grammars.TRACE_METRICS.filter(filter);
    if (conditions.size() > 1) {
      throw TraceErrors.badTraceMetrics("Invalid clause(s) in filter string: AND");
    }
    if (conditions.isEmpty()) {
      throw TraceErrors.badTraceMetrics(
          "Invalid filter: '" + filter + "'. Expected one filter clause.");
    }
    String entity = conditions.get(0).field().entity();
    View needed =
        switch (entity) {
          case "span" -> View.SPANS;
          case "assessment" -> View.ASSESSMENTS;
          default -> view;
        };
    if (needed != view) {
      throw TraceErrors.badTraceMetrics(
          "Filtering by "
              + entity
              + " is only supported for "
              + needed
              + " view type, got "
              + view);
    }
  }

  private static String sorted(Collection<String> names) {
    return TrackingErrors.list(new TreeSet<>(names));
  }
}
