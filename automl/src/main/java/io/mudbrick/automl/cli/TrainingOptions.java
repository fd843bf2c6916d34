package io.mudbrick.automl.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of classify and regress, mixed into both. */
final class TrainingOptions {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "ensemble: a blend of models, judged by cross-validation (default); databricks: the best one on 60/20/20.")
  private @Nullable String mode;

  @Option(
      names = "--exclude",
      split = ",",
      paramLabel = "COLUMN",
      description = "A column that is no feature; repeatable, or with commas.")
  private List<String> exclude = List.of();

  @Option(
      names = {"--exclude-family", "--exclude-framework"},
      split = ",",
      paramLabel = "FAMILY",
      description = "A kind of model that is not tried, such as xgboost or sklearn; repeatable.")
  private List<String> excludeFamilies = List.of();

  @Option(
      names = "--imputer",
      paramLabel = "COLUMN=HOW",
      description =
          "What stands in for missing values: mean, median, most_frequent, constant:VALUE.")
  private List<String> imputers = List.of();

  @Option(
      names = "--lookup",
      paramLabel = "TABLE=KEY",
      description =
          "Join the features of a feature table by a column of the rows, or TABLE=KEY1,KEY2@TIME;"
              + " repeatable.")
  private List<String> lookups = List.of();

  @Option(
      names = "--time-col",
      paramLabel = "COLUMN",
      description = "Split by time: train on the oldest rows, test on the newest.")
  private @Nullable String timeColumn;

  @Option(
      names = "--split-col",
      paramLabel = "COLUMN",
      description = "Says train, validate or test for each row.")
  private @Nullable String splitColumn;

  @Option(names = "--weight-col", paramLabel = "COLUMN", description = "How much each row counts.")
  private @Nullable String weightColumn;

  @Option(
      names = "--parallelism",
      paramLabel = "TRIALS",
      description = "Trials at a time; default as many as there are processors.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--isolated",
      description = "Fit native models in processes of their own, so that a crash ends one trial.")
  private boolean isolated;

  void addTo(Query query) {
    query.add("mode", mode);
    query.addAll("exclude", exclude);
    query.addAll("exclude_family", excludeFamilies);
    query.addAll("imputer", imputers);
    query.addAll("lookup", lookups);
    query.add("time_col", timeColumn);
    query.add("split_col", splitColumn);
    query.add("weight_col", weightColumn);
    query.add("parallelism", parallelism);
    query.add("isolated", isolated ? "true" : null);
  }
}
