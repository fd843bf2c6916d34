package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

  public static PlatformException repeatedKeyColumn(List<String> key) {
    return invalid("A column occurs twice in the primary key " + key + ".");
  }

  public static PlatformException nestedKeyColumn(Column column) {
    return invalid(
        "Column '%s' of type %s cannot be in a primary key."
            .formatted(shown(column.name()), column.type()));
  }

  public static PlatformException timeseriesOutsideKey(String column, List<String> key) {
    return invalid(
        "The time series column '%s' must be one of the primary key columns %s."
            .formatted(column, key));
  }

  public static PlatformException timeseriesType(String column, String type) {
    return invalid(
        "The time series column '%s' must be a timestamp or a date, not %s."
            .formatted(column, type));
  }

  public static PlatformException keyExists(SecurableRef table) {
    return withReason(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        table.label() + " already has a primary key.",
        "CONSTRAINT_ALREADY_EXISTS");
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

  public static PlatformException onlyPrimaryKeys() {
    return invalid("Only a primary_key_constraint can be created.");
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

  public static PlatformException managedTableWithLocation() {
    return invalid("A MANAGED table takes no storage_location.");
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

  static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  private static PlatformException withReason(ErrorCode code, String message, String reason) {
    return new PlatformException(code, message, Map.of("reason", reason), null);
  }

  /** Error messages reach terminals and logs: no control characters, no walls of text. */
  private static String shown(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return clean.length() > 300 ? clean.substring(0, 300) + "…" : clean;
  }
}
