package io.mudbrick.tracking.internal.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The languages of the three searches. */
public final class Grammars {
  private static final Set<String> ATTRIBUTE = Set.of("attribute", "attributes", "attr", "run");

  /** Runs. */
  public static final Grammar RUNS = runs();

  /** Experiments. */
  public static final Grammar EXPERIMENTS = experiments();

  /** Logged models. */
  public static final Grammar LOGGED_MODELS = loggedModels();

  private Grammars() {}

  private static Grammar runs() {
    Map<String, Field> attributes = new HashMap<>();
    Field id = new Field(Field.Kind.LISTED_TEXT, "run_id");
    attributes.put("run_id", id);
    text(attributes, "run_name", "run name", "Run name", "Run Name");
    text(attributes, "user_id");
    text(attributes, "status");
    text(attributes, "artifact_uri");
    number(attributes, "start_time", "created", "Created");
    number(attributes, "end_time");
    return new Grammar(
        Map.ofEntries(
            Map.entry("metric", Field.Kind.METRIC),
            Map.entry("metrics", Field.Kind.METRIC),
            Map.entry("param", Field.Kind.PARAM),
            Map.entry("params", Field.Kind.PARAM),
            Map.entry("parameter", Field.Kind.PARAM),
            Map.entry("parameters", Field.Kind.PARAM),
            Map.entry("tag", Field.Kind.TAG),
            Map.entry("tags", Field.Kind.TAG),
            Map.entry("dataset", Field.Kind.DATASET),
            Map.entry("datasets", Field.Kind.DATASET)),
        ATTRIBUTE,
        List.of("metric", "parameter", "tag", "attribute", "dataset"),
        attributes);
  }

  private static Grammar experiments() {
    Map<String, Field> attributes = new HashMap<>();
    text(attributes, "name");
    number(attributes, "creation_time");
    number(attributes, "last_update_time");
    number(attributes, "experiment_id");
    return new Grammar(
        Map.of("tag", Field.Kind.TAG, "tags", Field.Kind.TAG),
        Set.of("attribute", "attributes", "attr", "experiment"),
        List.of("attribute", "tag"),
        attributes);
  }

  private static Grammar loggedModels() {
    Map<String, Field> attributes = new HashMap<>();
    for (String name : List.of("name", "model_id", "model_type", "status", "source_run_id")) {
      attributes.put(name, new Field(Field.Kind.LISTED_TEXT, name));
    }
    number(attributes, "creation_timestamp", "creation_time");
    number(attributes, "last_updated_timestamp", "last_updated_time");
    return new Grammar(
        Map.of(
            "metric", Field.Kind.METRIC,
            "metrics", Field.Kind.METRIC,
            "param", Field.Kind.PARAM,
            "params", Field.Kind.PARAM,
            "tag", Field.Kind.TAG,
            "tags", Field.Kind.TAG),
        Set.of("attribute", "attributes", "attr"),
        List.of("attribute", "metric", "parameter", "tag"),
        attributes);
  }

  private static void text(Map<String, Field> into, String name, String... aliases) {
    put(into, new Field(Field.Kind.TEXT, name), aliases);
  }

  private static void number(Map<String, Field> into, String name, String... aliases) {
    put(into, new Field(Field.Kind.NUMBER, name), aliases);
  }

  private static void put(Map<String, Field> into, Field field, String... aliases) {
    into.put(field.name(), field);
    for (String alias : aliases) {
      into.put(alias, field);
    }
  }
}
