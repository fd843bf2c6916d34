package io.mudbrick.automl;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every error of this module that a user may see, but for {@link ForecastErrors}. */
public final class AutoMlErrors {
  private AutoMlErrors() {}

  static PlatformException unknownMetric(String name, List<EvaluationMetric> known) {
    List<String> names = known.stream().map(EvaluationMetric::wireName).distinct().toList();
    return invalid("There is no metric '" + name + "'; " + NearNames.instead(name, names));
  }

  static PlatformException tooFewTrials(int trials) {
    return invalid("max_trials must be at least 1, not " + trials + ".");
  }

  static PlatformException noTime(Duration timeout, Duration longest) {
    return invalid(
        "The timeout must be longer than nothing and at most "
            + longest.toDays()
            + " days, not "
            + timeout.toSeconds()
            + " s.");
  }

  static PlatformException negativeParallelism(int parallelism) {
    return invalid(
        "The parallelism must be 0, for one a processor, or greater, not " + parallelism + ".");
  }

  static PlatformException twoSplits() {
    return invalid("Rows are split by a split column or by a time column, not by both.");
  }

  static PlatformException negativeFolds(int folds) {
    return invalid(
        "The number of folds must be 0, for what the data want, or greater, not " + folds + ".");
  }

  static PlatformException foldsOfOneSplit(int folds) {
    return invalid(
        "There are no "
            + folds
            + " folds where rows are split once: by a column, by time, or in the mode databricks.");
  }

  public static PlatformException twoRoles(String column) {
    return invalid("The column '" + column + "' cannot have two roles.");
  }

  static PlatformException fillValue(Imputer.Strategy strategy) {
    return invalid(
        strategy == Imputer.Strategy.CONSTANT
            ? "An imputer by a constant needs a fill_value."
            : "An imputer by '" + strategy.wireName() + "' takes no fill_value.");
  }

  static PlatformException unknownImputer(String name) {
    return invalid(
        "There is no imputer '"
            + name
            + "'; there are mean, median, most_frequent and a constant with its fill_value.");
  }

  static PlatformException unknownMode(String name) {
    return invalid("There is no mode '" + name + "'; there are ensemble and databricks.");
  }

  public static PlatformException wrongMetric(EvaluationMetric metric, Problem problem) {
    return invalid(
        "The metric '" + metric.wireName() + "' does not measure " + problem.wireName() + ".");
  }

  public static PlatformException tooWideForCovariances(int features, int classes) {
    return invalid(
        "Discriminant analysis looks at pairs of features: "
            + features
            + " of them for "
            + classes
            + " classes are too many. Exclude columns, or leave other kinds of models in.");
  }

  public static PlatformException noFamilies() {
    return invalid("Every kind of model is excluded; leave at least one in.");
  }

  static PlatformException noFile(Path file, Throwable cause) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "There is no file " + file + ".", cause);
  }

  static PlatformException otherSeparator(String header) {
    return invalid("The file has one column, '" + header + "': columns are separated by commas.");
  }

  static PlatformException unknownFamily(String name, Collection<String> known) {
    return invalid(
        "There is no model family or framework '" + name + "'; " + NearNames.instead(name, known));
  }

  public static PlatformException unknownParameter(String name, Collection<String> known) {
    return invalid("There is no parameter '" + name + "'; " + NearNames.instead(name, known));
  }

  public static PlatformException badImputer(String text) {
    return invalid(
        "'" + text + "' is no imputer: write column=mean, =median, =most_frequent or =constant:0.");
  }

  public static PlatformException badLookup(String text) {
    return invalid(
        "'" + text + "' is no feature lookup: write table=key, table=key1,key2 or table=key@time.");
  }

  public static PlatformException noRows(String data) {
    return invalid("There are no rows in " + data + ".");
  }

  public static PlatformException tooFewRows(int rows, int needed) {
    return invalid(
        "Only " + rows + " rows have a target; training, validation and test need " + needed + ".");
  }

  public static PlatformException noSuchColumn(
      String role, String column, Collection<String> columns) {
    return invalid(
        "The "
            + role
            + " column '"
            + column
            + "' is not in the data; "
            + NearNames.instead(column, columns));
  }

  public static PlatformException excludedRole(String role, String column) {
    return invalid("The " + role + " column '" + column + "' cannot be excluded.");
  }

  public static PlatformException oneClass(String target, Object label) {
    return invalid(
        "The target '" + target + "' has one class only, '" + label + "': nothing can be learned.");
  }

  public static PlatformException tooManyClasses(String target, int classes, int most) {
    return invalid(
        "The target '"
            + target
            + "' has "
            + classes
            + " distinct values, more than the "
            + most
            + " classes that are supported; is this a regression?");
  }

  public static PlatformException constantTarget(String target, double value) {
    return invalid("The target '" + target + "' is always " + value + ": nothing can be learned.");
  }

  public static PlatformException targetNotNumeric(String target, Object value) {
    return invalid(
        "The target '"
            + target
            + "' of a regression holds '"
            + value
            + "', no number: numbers there are written without separators and units.");
  }

  public static PlatformException unknownPositiveLabel(Object label, List<Object> classes) {
    return invalid(
        "The positive label '"
            + label
            + "' is none of the classes "
            + classes.stream().map(known -> "'" + known + "'").collect(Collectors.joining(", "))
            + ".");
  }

  public static PlatformException emptySplit(String split) {
    return invalid("No row is left for the " + split + " split.");
  }

  public static PlatformException noFeatures(List<String> dropped) {
    return invalid(
        "No column is left to learn from; left out as constant, as different in every row or as no"
            + " feature were "
            + dropped
            + ".");
  }

  public static PlatformException imputerNeedsNumbers(String column, String strategy) {
    return invalid(
        "The column '" + column + "' holds no numbers that '" + strategy + "' could impute.");
  }

  public static PlatformException fillDoesNotFit(String column, String fill) {
    return invalid(
        "The fill_value '" + fill + "' does not fit the values of the column '" + column + "'.");
  }

  public static PlatformException badWeight(String column, @Nullable Object value) {
    return invalid(
        "The sample weight column '"
            + column
            + "' holds "
            + (value == null ? "no value" : "'" + value + "'")
            + " for a row; weights are finite numbers, 0 or greater.");
  }

  public static PlatformException noWeight(String column) {
    return invalid("Every row has the weight 0 in the sample weight column '" + column + "'.");
  }

  public static PlatformException noTimesToSplitBy(String column, String value) {
    return invalid(
        "The time column '"
            + column
            + "' holds '"
            + value
            + "'; it must hold timestamps, dates, numbers or texts that are dates.");
  }

  public static PlatformException noTrialSucceeded(String reason) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION, "No trial succeeded. The first one failed: " + reason);
  }

  public static PlatformException fileExists(Path file) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "There is a file " + file + " already.");
  }

  public static PlatformException noModel(Trial trial) {
    return invalid(
        "The trial '"
            + trial.runName()
            + "' "
            + (trial.failed() ? "failed" : "was given up")
            + " and has no model.");
  }

  public static PlatformException notAutoMl(String experimentId) {
    return invalid(
        "The experiment "
            + experimentId
            + " was not made by AutoML; there is nothing to go on with.");
  }

  public static PlatformException underWay(String experimentId) {
    return new PlatformException(
        ErrorCode.RESOURCE_CONFLICT,
        "The experiment "
            + experimentId
            + " is being worked on; it can go on when that has ended.");
  }

  public static PlatformException noExperiment(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "There is no experiment '" + path + "'.");
  }

  public static PlatformException noServer(String uri) {
    return invalid(
        "Where is "
            + uri
            + "? Name its server as MLFLOW_TRACKING_URI, or give the rows as a Parquet file.");
  }

  public static PlatformException notFetched(String uri, String reason) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "There are no rows at " + uri + ": " + reason + ".");
  }

  public static PlatformException rowsNotKept(String experimentId) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The experiment " + experimentId + " has not kept its rows. Start a new one.");
  }

  public static PlatformException budgetTooSmall(Duration timeout) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The timeout of "
            + timeout.toMillis() / 1e3
            + " s was over before any trial could finish; give more time, or fewer rows or"
            + " columns.");
  }

  public static PlatformException scorersDiffer(int row, double ours, double theirs) {
    return new PlatformException(
        ErrorCode.INTERNAL_ERROR,
        "The saved model answers "
            + ours
            + " for validation row "
            + row
            + ", the library that fitted it "
            + theirs
            + ".");
  }

  public static PlatformException undefinedMetric(EvaluationMetric metric) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The metric '"
            + metric.wireName()
            + "' is undefined for the validation rows; do they have one class only?");
  }

  public static PlatformException interrupted() {
    return new PlatformException(ErrorCode.ABORTED, "AutoML was interrupted.");
  }

  static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
