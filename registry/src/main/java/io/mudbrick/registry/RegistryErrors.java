package io.mudbrick.registry;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every error of the registry that a caller may see; MLflow's wording where it has one. */
public final class RegistryErrors {
  private RegistryErrors() {}

  public static PlatformException noSuchModel(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Registered Model with name=" + name + " not found",
        Map.of("reason", "REGISTERED_MODEL_DOES_NOT_EXIST"),
        null);
  }

  public static PlatformException modelExists(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "Registered Model (name=" + name + ") already exists.");
  }

  public static PlatformException noSuchVersion(String name, long version) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Model Version (name=" + name + ", version=" + version + ") not found",
        Map.of("reason", "MODEL_VERSION_DOES_NOT_EXIST"),
        null);
  }

  public static PlatformException noSuchVersion(String name, String version) {
    return invalid("Model version must be an integer, got '" + version + "' for model " + name);
  }

  public static PlatformException noVersions(String name, @Nullable Stage stage) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No versions of model with name '"
            + name
            + "'"
            + (stage == null ? "" : " and stage '" + stage.wireName() + "'")
            + " found");
  }

  public static PlatformException noSuchFile(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No such artifact: '" + path + "'");
  }

  public static PlatformException notReady(String name, long version, ModelVersion.Status status) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Model Version (name="
            + name
            + ", version="
            + version
            + ") is "
            + status
            + "; only READY versions can be read");
  }

  public static PlatformException blankName() {
    return invalid("Registered model name cannot be empty.");
  }

  public static PlatformException badName(String name) {
    return invalid(
        "Invalid name for registered model: '"
            + name
            + "'. Name cannot be blank or contain / or :");
  }

  public static PlatformException otherSchema(String name, String newName) {
    return invalid(
        "Registered model '"
            + name
            + "' cannot be renamed to '"
            + newName
            + "': that is another schema");
  }

  public static PlatformException noSuchAlias(String alias) {
    return invalid("Registered model alias " + alias + " not found.");
  }

  public static PlatformException blankAlias() {
    return invalid("Registered model alias name cannot be empty.");
  }

  public static PlatformException badAlias(String alias) {
    return invalid(
        "Invalid alias name: '"
            + alias
            + "'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
  }

  public static PlatformException longAlias(int max) {
    return invalid("Registered model alias name cannot be longer than " + max + " characters.");
  }

  public static PlatformException reservedLatest() {
    return invalid("'latest' alias name (case insensitive) is reserved.");
  }

  public static PlatformException reservedVersion(String alias) {
    return invalid("Version alias name '" + alias + "' is reserved.");
  }

  public static PlatformException nothingToRollBack(String name, String alias) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Alias " + alias + " of " + name + " has no earlier version to go back to");
  }

  public static PlatformException noGates() {
    return invalid("A promotion needs a gate; whoever wants none sets the alias.");
  }

  public static PlatformException badGate(String what) {
    return invalid("Not a gate: " + what);
  }

  public static PlatformException badTimedRows(int rows, int fewest, int most) {
    return invalid("A latency gate times " + fewest + " to " + most + " rows, not " + rows);
  }

  public static PlatformException noSuchMetric(String name, List<String> known) {
    return invalid(
        "There is no metric '" + name + "'. Known are " + String.join(", ", known) + ".");
  }

  public static PlatformException noLabel(String table, String label, List<String> columns) {
    return invalid(
        "Table "
            + table
            + " has no column '"
            + label
            + "' to judge by. It has "
            + String.join(", ", columns)
            + ".");
  }

  public static PlatformException noReadyVersion(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Model " + name + " has no version that is READY.");
  }

  public static PlatformException hasAlias(String name, long version, String alias) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Version " + version + " of " + name + " is @" + alias + " already: nothing to promote.");
  }

  public static PlatformException aliasMoved(String name, String alias) {
    return new PlatformException(
        ErrorCode.ABORTED,
        "Alias "
            + alias
            + " of "
            + name
            + " moved while the promotion was judged: nothing was promoted. Try again.");
  }

  public static PlatformException noSuchStage(String stage, List<String> stages) {
    return invalid(
        "Invalid Model Version stage: "
            + stage
            + ". Value must be one of "
            + String.join(", ", stages)
            + ".");
  }

  public static PlatformException cannotArchive(Stage stage) {
    return invalid(
        "Model version transition cannot archive existing model versions because '"
            + stage.wireName()
            + "' is not an Active stage. Valid stages are Staging, Production");
  }

  public static PlatformException badTagKey(String key) {
    return invalid("Tag key cannot be empty or longer than 250 characters, got '" + key + "'");
  }

  public static PlatformException longTagValue(String key, int max) {
    return invalid("Value of tag '" + key + "' cannot be longer than " + max + " characters.");
  }

  public static PlatformException badSource(String source) {
    return invalid(
        "Invalid model version source: '"
            + source
            + "'. A source is runs:/<run>/<path>, models:/<id or name>, mlflow-artifacts:/<path> or"
            + " dbfs:/<path>, without '..', '#' or '?'.");
  }

  public static PlatformException emptySource(String source) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "There are no files at the model version source " + source);
  }

  public static PlatformException badModelUri(String uri) {
    return invalid(
        "Not a proper models:/ URI: "
            + uri
            + ". Models URIs must be of the form 'models:/model_name/suffix' or"
            + " 'models:/model_name@alias' where suffix is a model version, stage, or the string"
            + " 'latest'");
  }

  public static PlatformException noVersionInPath() {
    return invalid("expected /Models/<catalog>/<schema>/<model>/<version>/...");
  }

  public static PlatformException versionIsComplete(String name, long version) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Version " + version + " of model " + name + " is registered: its files do not change.");
  }

  public static PlatformException notPending(
      String name, long version, ModelVersion.Status status) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Model Version (name="
            + name
            + ", version="
            + version
            + ") is "
            + status
            + " and does not wait for files: it cannot be finalized");
  }

  public static PlatformException notThreeLevels(String name) {
    return invalid(
        "Invalid registered model name '"
            + name
            + "': specify all three levels of the model's name,"
            + " catalog_name.schema_name.model_name.");
  }

  public static PlatformException longSource(int max) {
    return invalid(
        "A model version source cannot be empty, hold control characters or be longer than "
            + max
            + " characters.");
  }

  public static PlatformException narrowFilter(String filter) {
    return invalid(
        "Unsupported filter query '"
            + filter
            + "': model versions in the Unity Catalog are searched by name = '<name>' or run_id ="
            + " '<run_id>'.");
  }

  public static PlatformException unknownOperation(String operation) {
    return invalid("Unknown model version operation '" + operation + "'");
  }

  public static PlatformException unreadable(String what, @Nullable Throwable cause) {
    return new PlatformException(ErrorCode.DATA_LOSS, "Cannot read " + what, cause);
  }

  public static PlatformException damaged(String path) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "File '" + path + "' of the model version is not what was registered: its digest differs");
  }

  public static PlatformException badPageToken() {
    return invalid("Invalid page token, could not base64-decode it");
  }

  public static PlatformException badMaxResults(int max, int limit) {
    return invalid(
        "Invalid value for max_results. It must be at most " + limit + ", but got value " + max);
  }

  public static PlatformException requestExists(String name, long version, Stage to) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        "You ask already that version " + version + " of " + name + " move to " + to.wireName());
  }

  public static PlatformException noSuchRequest(String name, long version, Stage to) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "There is no such request that version "
            + version
            + " of "
            + name
            + " move to "
            + to.wireName());
  }

  public static PlatformException noSuchComment(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Comment with id=" + id + " not found");
  }

  public static PlatformException notYourComment() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "Only who wrote a comment changes it");
  }

  public static PlatformException badComment() {
    return invalid("A comment has between 1 and 65535 characters");
  }

  public static PlatformException noSuchPrompt(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Prompt with name=" + name + " not found");
  }

  /** With the code by which MLflow's client knows that it may go on to the version. */
  public static PlatformException promptExists(String name) {
    return new PlatformException(
        ErrorCode.ALREADY_EXISTS, "Prompt (name=" + name + ") already exists.");
  }

  public static PlatformException badTemplate() {
    return invalid("A prompt's template is a JSON string or a JSON list of messages");
  }

  public static PlatformException templateIsFixed(String key) {
    return invalid("Tag '" + key + "' is what makes a prompt: it cannot be changed");
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
