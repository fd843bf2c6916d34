package io.mudbrick.automl.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mudbrick automl forecast FILE-OR-TABLE --target T --time-col C}. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Forecast one or many time series of a CSV or Parquet file or a table.")
final class ForecastCommand implements Runnable {
  @Mixin private WorkOptions work;

  @Option(
      names = "--time-col",
      required = true,
      paramLabel = "COLUMN",
      description = "When each row was.")
  private String timeColumn;

  @Option(
      names = "--horizon",
      paramLabel = "STEPS",
      description = "How many steps to forecast; default 1.")
  private @Nullable Integer horizon;

  @Option(
      names = "--frequency",
      paramLabel = "FREQUENCY",
      description =
          "How far apart the times are: S, min, H, D (default), W, M, Q, Y, or 15min; m is a minute,"
              + " M a month.")
  private @Nullable String frequency;

  @Option(
      names = "--identity-col",
      split = ",",
      paramLabel = "COLUMN",
      description = "A column that tells series apart; repeatable, or with commas.")
  private List<String> identityColumns = List.of();

  @Option(
      names = "--feature",
      split = ",",
      paramLabel = "COLUMN",
      description = "A further column of numbers that is known ahead; repeatable, or with commas.")
  private List<String> features = List.of();

  @Option(
      names = "--country",
      paramLabel = "CODE",
      description = "Whose holidays count; default US, or none.")
  private @Nullable String country;

  @Option(
      names = {"--exclude-family", "--exclude-framework"},
      split = ",",
      paramLabel = "FAMILY",
      description = "A kind of model that is not tried, such as arima; repeatable.")
  private List<String> excludeFamilies = List.of();

  @Option(
      names = "--weight-col",
      paramLabel = "COLUMN",
      description = "How much each series counts in the metrics.")
  private @Nullable String weightColumn;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "TABLE",
      description = "The table c.s.t that gets the forecasts.")
  private @Nullable String output;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Query query = new Query();
    query.add("time_col", timeColumn);
    query.add("horizon", horizon);
    query.add("frequency", frequency);
    query.addAll("identity_col", identityColumns);
    query.addAll("feature", features);
    query.add("country", country);
    query.addAll("exclude_family", excludeFamilies);
    query.add("weight_col", weightColumn);
    query.add("output_table", output);
    work.run(spec, "forecast", query, output);
  }
}
