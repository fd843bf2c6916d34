package io.mudbrick.tracking;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every error that tracking gives to a user, in the words that MLflow's clients know. */
public final class TrackingErrors {
  private static final String SEE_DOCS =
      " See the API docs for more information about request parameters.";

  private static final Pattern ESCAPED = Pattern.compile("\\\\u(\\p{XDigit}{4})");

  private TrackingErrors() {}

  // ---- what is not there

  public static PlatformException experimentNotFound(String experimentId) {
    return missing("No Experiment with id=" + experimentId + " exists");
  }

  public static PlatformException experimentNameNotFound(String name) {
    return missing("Could not find experiment with name '" + name + "'");
  }

  public static PlatformException experimentTagNotFound(String key, String experimentId) {
    return missing("No tag with name: " + key + " in experiment with id " + experimentId);
  }

  public static PlatformException runNotFound(String runId) {
    return missing("Run with id=" + runId + " not found");
  }

  public static PlatformException tagNotFound(String key, String runId) {
    return missing("No tag with name: " + key + " in run with id " + runId);
  }

  // ---- the state a thing is in

  public static PlatformException experimentExists(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        "Experiment(name=" + name + ") already exists. A deleted experiment keeps its name.");
  }

  public static PlatformException experimentNotActive(String experimentId) {
    return invalid(
        "The experiment "
            + experimentId
            + " must be in the 'active' state. Current state is deleted.");
  }

  public static PlatformException renameOfDeletedExperiment() {
    return new PlatformException(ErrorCode.INVALID_STATE, "Cannot rename a non-active experiment.");
  }

  public static PlatformException runNotActive(String runId) {
    return invalid(
        "The run " + runId + " must be in the 'active' state. Current state is deleted.");
  }

  public static PlatformException paramChanged(
      String runId, String key, String oldValue, String newValue) {
    return invalid(
        "Changing param values is not allowed. Param with key='"
            + key
            + "' was already logged with value='"
            + oldValue
            + "' for run ID='"
            + runId
            + "'. Attempted logging new value '"
            + newValue
            + "'.");
  }

  /** A param that a run has with another value than a batch wants. */
  public record ParamChange(String key, String oldValue, String newValue) {
    @Override
    public String toString() {
      return "{'key': "
          + repr(key)
          + ", 'old_value': "
          + repr(oldValue)
          + ", 'new_value': "
          + repr(newValue)
          + "}";
    }
  }

  public static PlatformException paramsChanged(String runId, List<ParamChange> changes) {
    return invalid(
        "Changing param values is not allowed. Params were already logged='"
            + changes
            + "' for run ID='"
            + runId
            + "'.");
  }

  public static PlatformException duplicateParams(Collection<String> keys) {
    return invalid(
        "Duplicate parameter keys have been submitted: "
            + list(keys)
            + ". Please ensure the request contains only one param value per param key.");
  }

  public static PlatformException twoRunNames(String name, String tag) {
    return invalid(
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
            + " values (run_name='"
            + name
            + "', mlflow.runName='"
            + tag
            + "').");
  }

  public static PlatformException importIntoDeleted(String name) {
    return new PlatformException(
        ErrorCode.INVALID_STATE,
        "The experiment '"
            + name
            + "' is deleted here. Restore it, or remove it with 'mudbrick gc', and import again.");
  }

  public static PlatformException idTaken(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "Another experiment here already has '" + id + "'.");
  }

  public static PlatformException notDeleted(String what, String id) {
    return invalid(
        what
            + " "
            + id
            + " is not in `deleted` lifecycle stage. Only what is in `deleted` lifecycle stage can"
            + " be deleted for good.");
  }

  public static PlatformException notOldEnough(String what, String id) {
    return invalid(what + " " + id + " is not older than the required age.");
  }

  public static PlatformException experimentNotEmpty(String id) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION, "Experiment " + id + " still has runs or logged models.");
  }

  // ---- values

  public static PlatformException missingValue(String parameter) {
    return invalid("Missing value for required parameter '" + parameter + "'." + SEE_DOCS);
  }

  public static PlatformException invalidValue(String parameter, Object value, String why) {
    return invalid(
        "Invalid value " + quoted(value) + " for parameter '" + parameter + "' supplied: " + why);
  }

  /** A value as it stands in JSON of ASCII characters. */
  private static String quoted(Object value) {
    StringBuilder ascii = new StringBuilder();
    for (char c : Json.write(value).toCharArray()) {
      ascii.append(c < 0x7f ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return ESCAPED.matcher(ascii).replaceAll(m -> "\\\\u" + m.group(1).toLowerCase(Locale.ROOT));
  }

  public static PlatformException tooLong(String parameter, int limit) {
    return invalid("'" + parameter + "' exceeds the maximum length of " + limit + " characters");
  }

  public static PlatformException badName(String parameter, String value) {
    return invalidValue(
        parameter,
        value,
        "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces"
            + " ( ), colon(:) and slashes (/).");
  }

  public static PlatformException nameResolvesElsewhere(
      String parameter, String value, String resolved) {
    return invalidValue(
        parameter,
        value,
        "Names may be treated as files in certain cases, and must not resolve to other names when"
            + " treated as such. This name would resolve to '"
            + resolved
            + "'");
  }

  public static PlatformException badTimestamp(
      String parameter, String key, double value, long timestamp) {
    return invalidValue(
        parameter,
        timestamp,
        "metric '"
            + key
            + "' (value="
            + value
            + "). Timestamp must be a nonnegative long (64-bit integer) ");
  }

  public static PlatformException badRunId(String runId) {
    return invalid("Invalid value " + quoted(runId) + " for parameter 'run_id' supplied.");
  }

  public static PlatformException badExperimentId(String experimentId) {
    return invalid(
        "Invalid experiment ID '" + experimentId + "'. Experiment ID must be a valid integer.");
  }

  public static PlatformException batchTooLarge(String what, int limit, int got) {
    return invalid(
        "A batch logging request can contain at most "
            + limit
            + " "
            + what
            + ". Got "
            + got
            + " "
            + what
            + ". Please split up "
            + what
            + " across multiple requests and try again.");
  }

  /** What a search of runs says, in a hint that is none. */
  public static PlatformException tooManyResults(long maxResults) {
    return wrongType("max_results", maxResults);
  }

  /**
   * @param value what JSON has in place of a text or number
   */
  public static PlatformException wrongType(String parameter, Object value) {
    String type =
        value instanceof String
            ? "str"
            : value instanceof Integer || value instanceof Long
                ? "int"
                : value instanceof Double ? "float" : value instanceof Boolean ? "bool" : "object";
    return invalidValue(parameter, value, " Hint: Value was of type '" + type + "'." + SEE_DOCS);
  }

  public static PlatformException badMaxResults(long value, String why) {
    return invalid("Invalid value " + value + " for parameter 'max_results' supplied. " + why);
  }

  public static PlatformException noRuns() {
    return invalid("GetMetricHistoryBulk request must specify at least one run_id.");
  }

  public static PlatformException noMetricKey() {
    return invalid("GetMetricHistoryBulk request must specify a metric_key.");
  }

  public static PlatformException tooManyRunsOfInterval(int limit, int got) {
    return invalid(
        "GetMetricHistoryBulkInterval request must specify at most "
            + limit
            + " run_ids. Received "
            + got
            + " run_ids."
            + SEE_DOCS);
  }

  public static PlatformException badIntervalSize(int limit) {
    return invalid("max_results must be between 1 and " + limit + "." + SEE_DOCS);
  }

  public static PlatformException halfInterval() {
    return invalid("If either start step or end step are specified, both must be specified.");
  }

  public static PlatformException backwardInterval(long first, long last) {
    return invalid(
        "end_step must be greater than start_step. Found start_step="
            + first
            + " and end_step="
            + last
            + ".");
  }

  public static PlatformException noDatasetName() {
    return invalid("`dataset_name` in the `datasets` clause must be specified.");
  }

  public static PlatformException noOrderField() {
    return invalid("Invalid order by field name: ");
  }

  public static PlatformException noExperiments() {
    return invalid("SearchDatasets request must specify at least one experiment_id.");
  }

  public static PlatformException tooManyRuns(int limit, int got) {
    return invalid(
        "GetMetricHistoryBulk request cannot specify more than "
            + limit
            + " run_ids. Received "
            + got
            + " run_ids.");
  }

  public static PlatformException tooManyExperiments(int limit, int got) {
    return invalid(
        "SearchDatasets request cannot specify more than "
            + limit
            + " experiment_ids. Received "
            + got
            + " experiment_ids.");
  }

  public static PlatformException badPageToken() {
    return invalid("Invalid page token, decoding failed");
  }

  public static PlatformException pageTokenOfOtherSearch() {
    return invalid("Invalid page token, it belongs to a search with other parameters");
  }

  // ---- evaluation datasets

  public static PlatformException evaluationDatasetNotFound(String datasetId) {
    return missing("Evaluation dataset with id '" + datasetId + "' not found");
  }

  public static PlatformException deniedDataset(String datasetId) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Evaluation dataset '" + datasetId + "' is in no experiment that allows it.");
  }

  public static PlatformException notJson(String what, String why) {
    return invalid("Invalid JSON in '" + what + "': " + why);
  }

  public static PlatformException badSourceType(String type, Collection<String> valid) {
    return invalid(
        "Invalid dataset record source type: " + type + ". Valid source types: " + list(valid));
  }

  // ---- searches

  /** A GraphQL query that cannot be understood. */
  public static PlatformException badQuery(String why) {
    return invalid("GraphQL query: " + why);
  }

  /** A filter, order or token that cannot be understood, in words of the parser. */
  public static PlatformException badSearch(String message) {
    return invalid(message);
  }

  /** {@code ['a', 'b']}: lists in messages look as they do from the Python server. */
  public static String list(Collection<String> values) {
    return values.stream().map(TrackingErrors::repr).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A text in quotes as Python shows it: double ones around single ones. */
  static String repr(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    return value.indexOf('\'') >= 0 && value.indexOf('"') < 0
        ? '"' + escaped + '"'
        : "'" + escaped.replace("'", "\\'") + "'";
  }

  static PlatformException missing(String message) {
    return new PlatformException(ErrorCode.RESOURCE_DOES_NOT_EXIST, message);
  }

  static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
