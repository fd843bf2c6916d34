package io.mudbrick.serving;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every error of serving that a caller may see; the product's and MLflow's wording where known. */
public final class ServingErrors {
  /** How many fields of a request are named when none of them fits. */
  private static final int MOST_FIELDS = 50;

  private ServingErrors() {}

  public static PlatformException noSuchEndpoint(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "The given endpoint does not exist, please retry after checking the specified endpoint: "
            + name);
  }

  public static PlatformException endpointExists(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "Endpoint with name '" + name + "' already exists.");
  }

  public static PlatformException badEndpointName(String name) {
    return invalid(
        "Endpoint name '"
            + name
            + "' is not valid: it may hold letters, digits, hyphens and underscores, at most 63,"
            + " and may not begin with databricks-.");
  }

  public static PlatformException badEntityName(String name) {
    return invalid(
        "Served entity name '"
            + name
            + "' is not valid: it may hold letters, digits, hyphens and underscores.");
  }

  public static PlatformException noEntities() {
    return invalid("An endpoint needs at least one served entity.");
  }

  public static PlatformException tooManyEntities(int max) {
    return invalid("An endpoint may have at most " + max + " served entities.");
  }

  public static PlatformException entityTwice(String name) {
    return invalid("Served entity name '" + name + "' stands twice.");
  }

  public static PlatformException notOffered(String what) {
    return invalid(what + " are not offered: an endpoint serves versions of registered models.");
  }

  public static PlatformException missing(String field) {
    return invalid(
        "Missing value for required parameter '"
            + field
            + "'. See the API docs for more information about request parameters.");
  }

  public static PlatformException badVersion(String version) {
    return invalid(
        "Model version '" + version + "' is neither a number nor an alias such as @champion.");
  }

  public static PlatformException trafficMissing() {
    return invalid("With several served entities, traffic_config has to say how to split.");
  }

  public static PlatformException trafficUnknown(String entity) {
    return invalid("traffic_config routes to '" + entity + "', which is not a served entity.");
  }

  public static PlatformException trafficSum(int sum) {
    return invalid(
        "The traffic percentages have to sum up to 100, but they sum up to " + sum + ".");
  }

  public static PlatformException badPercentage(long percentage) {
    return invalid("A traffic percentage is a whole number from 0 to 100, not " + percentage + ".");
  }

  public static PlatformException updateRuns(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_CONFLICT,
        "Endpoint '" + name + "' is being updated; retry when the update is done.");
  }

  public static PlatformException updateFailed(String name, @Nullable String why) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The update of endpoint '" + name + "' failed: " + (why == null ? "unknown reason" : why));
  }

  public static PlatformException notReady(String name, @Nullable String why) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Endpoint '" + name + "' is not ready" + (why == null ? "." : ": " + why));
  }

  public static PlatformException stillUpdating(String name) {
    return new PlatformException(
        ErrorCode.DEADLINE_EXCEEDED, "Endpoint '" + name + "' is still being updated.");
  }

  public static PlatformException stillStarting(String name) {
    return new PlatformException(
        ErrorCode.TEMPORARILY_UNAVAILABLE, "Endpoint '" + name + "' is starting, retry later.");
  }

  public static PlatformException creatorGone(String creator) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The endpoint runs as '" + creator + "', who does not exist any more.");
  }

  public static PlatformException inUse(String modelVersion, Collection<String> endpoints) {
    return new PlatformException(
        ErrorCode.RESOURCE_CONFLICT,
        "Model version "
            + modelVersion
            + " cannot be deleted: it is served by endpoint "
            + String.join(", ", endpoints)
            + ". Give the endpoint another version first, or use force.");
  }

  public static PlatformException tooManyRequests(String endpoint, String entity) {
    return new PlatformException(
        ErrorCode.REQUEST_LIMIT_EXCEEDED,
        "Exceeded max number of parallel requests of served entity '"
            + entity
            + "' of endpoint '"
            + endpoint
            + "'. Retry later, or give it a larger workload.");
  }

  public static PlatformException callerGone() {
    return new PlatformException(
        ErrorCode.ABORTED, "The caller went away, or the server stopped, before its turn came.");
  }

  public static PlatformException rateLimited(String endpoint, RateLimit limit) {
    return new PlatformException(
        ErrorCode.REQUEST_LIMIT_EXCEEDED,
        "Endpoint '"
            + endpoint
            + "' takes "
            + limit.calls()
            + " calls a minute for this "
            + limit.key().name().toLowerCase(Locale.ROOT)
            + ". Retry in the next minute.");
  }

  public static PlatformException badRateLimit(String why) {
    return invalid("A rate limit " + why + ".");
  }

  public static PlatformException badWorkload(String size) {
    return invalid("Workload size '" + size + "' is not known: it is Small, Medium or Large.");
  }

  public static PlatformException badConcurrency(String entity, int max) {
    return invalid(
        "The provisioned concurrency of served entity '"
            + entity
            + "' has to be between 1 and "
            + max
            + ", and its minimum not above its maximum.");
  }

  public static PlatformException badSampling(double share) {
    return invalid("sampling_fraction has to be above 0 and at most 1, not " + share + ".");
  }

  public static PlatformException notAnInferenceTable(String table) {
    return invalid("Table '" + table + "' exists and has other columns than an inference table.");
  }

  public static PlatformException answersOtherwise(String entity, String what) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION, "Served entity '" + entity + "' answers " + what + ".");
  }

  public static PlatformException noSuchSpec(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Feature spec '" + name + "' does not exist. To serve a model, give entity_version.");
  }

  public static PlatformException featuresAndModels() {
    return invalid("An endpoint serves models or one feature spec, not both.");
  }

  public static PlatformException shadowsOnly() {
    return invalid("An endpoint needs a served entity that is no shadow.");
  }

  public static PlatformException shadowTraffic(String entity) {
    return invalid("Served entity '" + entity + "' is a shadow and gets no traffic of its own.");
  }

  public static PlatformException noSuchEntity(String endpoint, String entity) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Endpoint '" + endpoint + "' has no served entity '" + entity + "'.");
  }

  public static PlatformException tooLarge(int most) {
    return new PlatformException(
        ErrorCode.REQUEST_TOO_LARGE, "Request size cannot exceed " + most + " bytes.");
  }

  /** MLflow's words, without the input, which may be large. */
  public static PlatformException badJson(String why) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "Invalid input. Ensure that input is a valid JSON formatted string. Error: '" + why + "'");
  }

  /** MLflow's words; what the model said stands in the entity's log. */
  public static PlatformException modelThrew(RuntimeException cause) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "Encountered an unexpected error while evaluating the model. Verify that the serialized"
            + " input Dataframe is compatible with the model for inference.",
        cause);
  }

  public static PlatformException badInput(Collection<String> fields) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "The input must be a JSON dictionary with exactly one of the input fields"
            + " {'dataframe_split', 'dataframe_records', 'instances', 'inputs'}. Received"
            + " dictionary with input fields: "
            + fields.stream().limit(MOST_FIELDS).map(field -> "'" + field + "'").toList()
            + ".");
  }

  public static PlatformException paramsNoDictionary() {
    return invalid("Parameters must be a dictionary.");
  }

  public static PlatformException invalidParams(Map<String, String> wanted) {
    StringBuilder text = new StringBuilder("Invalid parameters found: {");
    wanted.forEach(
        (name, type) ->
            text.append(text.charAt(text.length() - 1) == '{' ? "" : ", ")
                .append("('")
                .append(name)
                .append("', 'Failed to validate type and shape, expected ")
                .append(type)
                .append("')"));
    return invalid(text.append('}').toString());
  }

  public static PlatformException badForm(String field, String expected) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST, "Failed to parse data as " + field + ": expected " + expected + ".");
  }

  public static PlatformException noSuchRun(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Scoring run '" + id + "' does not exist in this server.");
  }

  public static PlatformException targetIsSource(String table) {
    return invalid("Table '" + table + "' cannot be scored into itself.");
  }

  public static PlatformException columnTaken(String column, String table) {
    return invalid(
        "Table '" + table + "' has a column '" + column + "', where the prediction would go.");
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
