package io.mudbrick.tracking.internal.search;

import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.FieldType;
import io.mudbrick.platform.search.Grammar;
import io.mudbrick.platform.search.Wordings;
import java.util.Set;

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

  private Grammars() {}
}
