package io.mudbrick.catalog;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every error of the catalog, in the product's words where it has them. */
public final class CatalogErrors {
  private CatalogErrors() {}

  public static PlatformException denied(Privilege privilege, SecurableRef on) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "User does not have " + privilege.label() + " on " + on.label() + ".");
  }

  public static PlatformException notOwner(SecurableRef on) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "User is not an owner of " + on.label() + ".");
  }

  public static PlatformException readOnly(SecurableRef on) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, on.label() + " is kept by the system and cannot be changed.");
  }

  public static PlatformException missing(SecurableRef ref) {
    return withReason(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        ref.label() + " does not exist.",
        ref.type().label().toUpperCase(Locale.ROOT) + "_DOES_NOT_EXIST");
  }

  public static PlatformException missingId(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No securable with id '" + id + "' exists.");
  }

  public static PlatformException exists(SecurableRef ref) {
    return withReason(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        ref.label() + " already exists.",
        ref.type().label().toUpperCase(Locale.ROOT) + "_ALREADY_EXISTS");
  }

  public static PlatformException notEmpty(SecurableRef ref) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        ref.label() + " is not empty. Delete what is in it first, or use force.");
  }

  public static PlatformException badName(String name, String why) {
    return invalid("'" + shown(name) + "' is not a valid name: " + why + ".");
  }

  public static PlatformException wrongLevels(SecurableType type, String fullName) {
    return invalid(
        "'%s' is not a valid name for a %s: expected %d part(s) separated by dots."
            .formatted(shown(fullName), type.label(), type.levels()));
  }

  public static PlatformException unknownSecurableType(String text) {
    return invalid("'" + shown(text) + "' is not a securable type.");
  }

  public static PlatformException unknownPrivilege(String text) {
    return invalid("'" + shown(text) + "' is not a privilege.");
  }

  public static PlatformException inapplicable(Privilege privilege, SecurableRef on) {
    return invalid(
        "Privilege "
            + privilege.label()
            + " is not applicable to this entity ["
            + on.fullName()
            + ":"
            + on.type()
            + "].");
  }

  public static PlatformException unknownPrincipal(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Could not find principal with name " + shown(name) + ".");
  }

  public static PlatformException tooManyTags(SecurableRef on, int most) {
    return invalid(on.label() + " cannot have more than " + most + " tags.");
  }

  public static PlatformException missingTag(SecurableRef on, String key) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, on.label() + " has no tag '" + shown(key) + "'.");
  }

  public static PlatformException badTagKey(String key, int longest) {
    return invalid(
        "'%s' is not a tag key: 1 to %d characters, no control characters."
            .formatted(shown(key), longest));
  }

  public static PlatformException longTagValue(String key, int longest) {
    return invalid(
        "The value of tag '%s' is longer than %d characters.".formatted(shown(key), longest));
  }

  public static PlatformException tagValueNotAllowed(
      String key, String value, List<String> allowed) {
    return invalid(
        "Tag value '%s' is not allowed for governed tag '%s': use one of %s."
            .formatted(shown(value), shown(key), shown(String.join(", ", allowed))));
  }

  public static PlatformException tagPolicyExists(String key) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "A tag policy for '" + shown(key) + "' already exists.");
  }

  public static PlatformException tagPolicyMissing(String key) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Tag policy '" + shown(key) + "' does not exist.");
  }

  public static PlatformException badTagPolicyValues(String key, int most) {
    return invalid(
        "The values of tag policy '%s' must be at most %d, distinct and not empty."
            .formatted(shown(key), most));
  }

  public static PlatformException badColumnName(String name) {
    return invalid("'" + shown(name) + "' does not name a column as catalog.schema.table.column.");
  }

  public static PlatformException columnWithoutType(String column) {
    return invalid("Column '" + shown(column) + "' needs a name and a type_text or type_name.");
  }

  public static PlatformException unknownTableType(String tableType) {
    return invalid(
        "Only MANAGED and EXTERNAL tables can be created, not '" + shown(tableType) + "'.");
  }

  public static PlatformException onlyDelta(String format) {
    return invalid("Only DELTA tables can be created, not '" + shown(format) + "'.");
  }

  public static PlatformException changeWithoutPrincipal() {
    return invalid("Each change needs a principal.");
  }

  public static PlatformException unknownOperation(String operation) {
    return invalid("There is no operation '" + shown(operation) + "'.");
  }

  public static PlatformException pathDenied(String path) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "User does not have READ FILES on '"
            + shown(path)
            + "': without external locations, only metastore admins reach paths.");
  }

  public static PlatformException emptySearch() {
    return invalid("A search needs at least one word of letters or digits.");
  }

  public static PlatformException badResultCount(int most, int limit) {
    return invalid("The number of results must be 1 to %d, and is %d.".formatted(limit, most));
  }

  public static PlatformException unknownVolumeType(String text) {
    return invalid("'" + shown(text) + "' is not a volume type: MANAGED or EXTERNAL.");
  }

  public static PlatformException externalWithoutLocation() {
    return invalid("An EXTERNAL volume needs a storage_location.");
  }

  public static PlatformException managedWithLocation() {
    return invalid("A MANAGED volume takes no storage_location.");
  }

  public static PlatformException onlyLocalLocations(String location) {
    return invalid(
        "storage_location must be a directory of this machine, file:///..., and is '"
            + shown(location)
            + "'.");
  }

  public static PlatformException notADirectory(String directory) {
    return invalid("'" + shown(directory) + "' is not a directory of this machine.");
  }

  public static PlatformException locationOverlaps(String directory) {
    return invalid(
        "'" + shown(directory) + "' overlaps the platform's own directory or another volume's.");
  }

  public static PlatformException externalDenied(SecurableType type) {
    String kind = type.label().toUpperCase(Locale.ROOT);
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "User does not have CREATE EXTERNAL %s: without external locations, only metastore admins"
                .formatted(kind)
            + " may make one.");
  }

  public static PlatformException externalTableWithoutLocation() {
    return invalid("An EXTERNAL table needs a storage_location.");
  }

  public static PlatformException storageRootStays() {
    return invalid("storage_root is chosen when a catalog or schema is made, and stays.");
  }

  public static PlatformException storageRootDenied() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "User does not have CREATE MANAGED STORAGE: without external locations, only metastore"
            + " admins may choose a storage_root.");
  }

  public static PlatformException otherColumns(String directory) {
    return invalid(
        "The Delta table in '" + shown(directory) + "' has other columns than those given.");
  }

  public static PlatformException externalWithoutColumns(String directory) {
    return invalid(
        "'" + shown(directory) + "' holds no Delta table: give columns to make one there.");
  }

  public static PlatformException noVolumeInPath() {
    return invalid("expected /Volumes/<catalog>/<schema>/<volume>/...");
  }

  public static PlatformException masked(SecurableRef table) {
    return withReason(
        ErrorCode.PERMISSION_DENIED,
        table.label()
            + " has a column mask or a row filter that applies to the user: its files cannot be"
            + " reached, published or changed past it.",
        "TABLE_IS_MASKED");
  }

  public static PlatformException functionNotSupplied(
      String function, String language, @Nullable String externalName) {
    String text =
        language.equalsIgnoreCase("JAVA")
            ? "Function '%s' is implemented in Java%s, and the implementation was not supplied since"
                    .formatted(function, externalName == null ? "" : " as '" + externalName + "'")
                + " the start: register it again, or put it on the class path."
            : "Function '%s' is written in %s, which cannot be run here."
                .formatted(function, language.equals("null") ? "no known language" : language);
    return withReason(ErrorCode.FAILED_PRECONDITION, text, "FUNCTION_NOT_SUPPLIED");
  }

  public static PlatformException functionDiffers(String function) {
    return invalid(
        "The implementation of function '"
            + function
            + "' has other parameters or another result than the catalog says.");
  }

  public static PlatformException functionTooDeep(String function) {
    return invalid("Function '" + function + "' calls functions too deep or too often, or itself.");
  }

  public static PlatformException functionArguments(String function, int wanted, int given) {
    return invalid(
        "Function '%s' takes %d argument(s), and %d column(s) are given."
            .formatted(function, wanted, given));
  }

  public static PlatformException argumentType(
      String function, FunctionSpec.Parameter parameter, SqlType given) {
    return invalid(
        "Parameter '%s' of function '%s' is of type %s, but is given %s."
            .formatted(parameter.name(), function, parameter.type().sqlName(), given.sqlName()));
  }

  /**
   * @param row counted from 0
   */
  public static PlatformException functionFailed(String function, int row, RuntimeException cause) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        shown("Function '%s' failed on row %d: %s".formatted(function, row, cause)),
        Map.of("reason", "FUNCTION_FAILED"),
        cause);
  }

  public static PlatformException notAJavaFunction(String function) {
    return invalid("Function '" + function + "' is not one of Java.");
  }

  public static PlatformException functionInUse(String function, List<String> tables) {
    return withReason(
        ErrorCode.FAILED_PRECONDITION,
        "Function '%s' cannot be deleted: it masks or filters %s."
            .formatted(function, String.join(", ", tables)),
        "FUNCTION_IN_USE");
  }

  public static PlatformException noMask(SecurableRef table, String column) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Column '" + shown(column) + "' of " + table.label() + " has no mask.");
  }

  public static PlatformException noRowFilter(SecurableRef table) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, table.label() + " has no row filter.");
  }

  public static PlatformException noSuchColumn(SecurableRef table, String column) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Column '" + shown(column) + "' of " + table.label() + " does not exist.");
  }

  public static PlatformException badParameters(String function) {
    return invalid("The parameters of function '" + shown(function) + "' need distinct names.");
  }

  public static PlatformException functionWithoutType(String function) {
    return invalid("Function '" + shown(function) + "' needs a full_data_type or a data_type.");
  }

  public static PlatformException sqlWithoutBody(String function) {
    return invalid("Function '" + shown(function) + "' needs a routine_definition.");
  }

  static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  static PlatformException withReason(ErrorCode code, String message, String reason) {
    return new PlatformException(code, message, Map.of("reason", reason), null);
  }

  /** Error messages reach terminals and logs: no control characters, no walls of text. */
  static String shown(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return clean.length() > 300 ? clean.substring(0, 300) + "…" : clean;
  }
}
