package io.mudbrick.catalog;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
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
