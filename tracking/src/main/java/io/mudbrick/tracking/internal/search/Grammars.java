package io.mudbrick.tracking.internal.search;

import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.FieldType;
import io.mudbrick.platform.search.Grammar;
import io.mudbrick.platform.search.Wordings;
import io.mudbrick.tracking.TrackingErrors;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The languages of tracking's searches. */
public final class Grammars {

  /** Runs. */
  public static final Grammar RUNS =
      Grammar.in(Wordings.RUNS)
          .entity(Field.METRIC, FieldType.NUMBER, "metrics")
          .entity(Field.PARAM, FieldType.KEYED_TEXT, "parameters", "param", "params")
          .entity(Field.TAG, FieldType.KEYED_TEXT, "tags")
          .attributes("attr", "attributes", "run")
          .keyed(
              Field.DATASET, FieldType.LISTED_TEXT, Set.of("name", "digest", "context"), "datasets")
          .listed("run_id")
          .text("run_name", "run name", "Run name", "Run Name")
          .text("user_id")
          .text("status")
          .text("artifact_uri")
          .number("start_time", "created", "Created")
          .number("end_time")
          .notOrderedBy("run name", "Run name", "Run Name")
          .build();

  /** Experiments. */
  public static final Grammar EXPERIMENTS =
      Grammar.in(Wordings.EXPERIMENTS)
          .attributes()
          .entity(Field.TAG, FieldType.KEYED_TEXT, "tags")
          .unordered(Field.TAG)
          .text("name")
          .number("creation_time")
          .number("last_update_time")
          .orderedBy("experiment_id")
          .build();

  /** Logged models. */
  public static final Grammar LOGGED_MODELS =
      Grammar.in(Wordings.LOGGED_MODELS)
          .attributes("attributes")
          .entity(Field.METRIC, FieldType.NUMBER, "metrics")
          .entity(Field.PARAM, FieldType.LISTED_TEXT, "params")
          .entity(Field.TAG, FieldType.LISTED_TEXT, "tags")
          .listed("name")
          .listed("model_id")
          .listed("model_type")
          .listed("status")
          .listed("source_run_id")
          .number("creation_timestamp", "creation_time")
          .number("last_updated_timestamp", "last_updated_time")
          .build();

  /** Evaluation datasets. */
  public static final Grammar EVALUATION_DATASETS =
      Grammar.in(Wordings.EVALUATION_DATASETS)
          .attributes()
          .entity(Field.TAG, FieldType.TEXT, "tags")
          .unordered(Field.TAG)
          .text("name")
          .number("created_time")
          .number("last_update_time")
          .text("created_by")
          .text("last_updated_by")
          .notOrderedBy("created_by", "last_updated_by")
          .build();

  /** Text of a trace, with patterns. */
  private static final FieldType LISTED = FieldType.LISTED_TEXT.and(Comparator.RLIKE);

  private static final FieldType KEYED =
      FieldType.TEXT.and(Comparator.RLIKE, Comparator.IS_NULL, Comparator.IS_NOT_NULL);

  /** The metadata of a trace. */
  public static final String METADATA = "request_metadata";

  /** The spans of a trace. */
  public static final String SPAN = "span";

  /** What a span says altogether. */
  public static final String CONTENT = "content";

  /** Before the name of a span's attribute. */
  public static final String ATTRIBUTES = "attributes.";

  /** The prompts that a trace used. */
  public static final String PROMPT = "prompt";

  /** The problems that a trace shows. */
  public static final String ISSUE = "issue";

  /** Traces. */
  public static final Grammar TRACES = traces();

  /** What traces, spans and assessments are measured by, each time one of them. */
  public static final Grammar TRACE_METRICS =
      Grammar.in(new TraceMetricWording())
          .attributes()
          .resolved("trace", key -> measured("trace", key, "status", "tag", "metadata"))
          .resolved("span", key -> measured("span", key, "name", "status", "type"))
          .resolved("assessment", key -> measured("assessment", key, "name", "type"))
          .build();

  private Grammars() {}

  private static Grammar traces() {
    Grammar.Builder grammar =
        Grammar.in(Wordings.TRACES)
            .entity(Field.TAG, KEYED, "tags")
            .entity(METADATA, KEYED, "metadata")
            .attributes("attributes", "trace")
            .resolved(SPAN, Grammars::span)
            .entity("feedback", KEYED)
            .entity("expectation", KEYED)
            .keyed(
                ISSUE,
                new FieldType(false, List.of(Comparator.EQUAL)),
                new TreeSet<>(Set.of("id")));
    for (String entity : List.of(SPAN, "feedback", "expectation", PROMPT)) {
      grammar.unordered(entity);
    }
    for (String text : List.of("request_id", "status", "client_request_id")) {
      grammar.attribute(new Field(Field.ATTRIBUTE, text, LISTED), List.of(text));
    }
    return grammar
        .number("timestamp_ms", "timestamp")
        .number("execution_time_ms", "execution_time")
        .number("end_time_ms", "end_time")
        .attribute(new Field(Field.TAG, "mlflow.traceName", KEYED), List.of("name"))
        .attribute(new Field(METADATA, "mlflow.sourceRun", KEYED), List.of("run_id"))
        .attribute(new Field(PROMPT, PROMPT, KEYED), List.of(PROMPT))
        .attribute(span(CONTENT), List.of("text"))
        .orderedBy("experiment_id")
        .notOrderedBy("client_request_id", PROMPT, "text")
        .build();
  }

  private static Field span(String key) {
    if (key.equals(CONTENT)) {
      FieldType pattern = new FieldType(false, List.of(Comparator.LIKE, Comparator.ILIKE));
      return new Field(SPAN, key, pattern);
    }
    if (key.equals(ATTRIBUTES)) {
      throw TrackingErrors.badSearch("Span attribute name cannot be empty after 'attributes.'");
    }
    List<String> known = List.of("name", "status", "type");
    if (!known.contains(key) && !key.startsWith(ATTRIBUTES)) {
      throw Wordings.TRACES.unknownKey(SPAN, key, known);
    }
    return new Field(SPAN, key, LISTED);
  }

  /** The name is the view's own part, and the key after it if it has one. */
  private static Field measured(String view, String key, String... known) {
    int dot = key.indexOf('.');
    String part = dot < 0 ? key : key.substring(0, dot);
    if (!List.of(known).contains(part)) {
      throw TrackingErrors.badSearch(
          "Invalid entity '"
              + part
              + "' specified for view type '"
              + view
              + "'. Valid entities are "
              + TrackingErrors.list(List.of(known)));
    }
    boolean keyed = part.equals("tag") || part.equals("metadata");
    if (keyed && dot < 0) {
      throw TrackingErrors.badSearch(
          "Filtering by "
              + part
              + " requires a key, e.g. '"
              + view
              + "."
              + part
              + ".<key> = <value>'");
    }
    if (!keyed && dot >= 0) {
      throw TrackingErrors.badSearch(
          "Filtering by "
              + part
              + " does not require a key, use '"
              + view
              + "."
              + part
              + "' instead");
    }
    return new Field(view, key, new FieldType(false, List.of(Comparator.EQUAL)));
  }
}
