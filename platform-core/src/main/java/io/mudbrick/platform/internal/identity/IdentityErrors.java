package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users hear from the identity room. */
final class IdentityErrors {
  private IdentityErrors() {}

  static PlatformException unknownPrincipal(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Principal '" + name + "' does not exist");
  }

  static PlatformException notAGroup(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Principal '" + name + "' is not a group");
  }

  static PlatformException exists(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "Principal '" + name + "' already exists");
  }

  static PlatformException badName(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Principal name '" + name + "' must have 1 to 255 characters and no control characters");
  }

  static PlatformException cycle(String group, String member) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Adding '" + member + "' to '" + group + "' would make a cycle of groups");
  }

  static PlatformException builtIn(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "'" + name + "' is built in and cannot be deleted");
  }

  static PlatformException adminsOnly() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "Only workspace admins can manage principals and tokens");
  }

  static PlatformException unknownToken(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Token with id '" + id + "' does not exist");
  }

  static PlatformException longComment(int longest) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The comment of a token may have at most " + longest + " characters");
  }

  static PlatformException badLifetime(Duration lifetime) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "A lifetime of " + lifetime.toSeconds() + " seconds is out of range");
  }

  static PlatformException unknownSecret(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Secret with id '" + id + "' does not exist");
  }

  static PlatformException manySecrets(int most) {
    return new PlatformException(
        ErrorCode.RESOURCE_EXHAUSTED,
        "A service principal has at most " + most + " secrets: delete one first");
  }

  static PlatformException unknownAccount(Principal.Kind kind, String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, word(kind) + " with id " + id + " not found");
  }

  private static String word(Principal.Kind kind) {
    return switch (kind) {
      case USER -> "User";
      case GROUP -> "Group";
      case SERVICE_PRINCIPAL -> "Service principal";
    };
  }

  static PlatformException notAnEmail(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "userName '" + name + "' is not an e-mail address");
  }

  static PlatformException missing(String attribute) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "The attribute '" + attribute + "' is required");
  }

  static PlatformException immutable(String attribute) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The attribute '" + attribute + "' cannot be changed",
        Map.of("scimType", "mutability"),
        null);
  }

  static PlatformException badValue(String attribute, @Nullable Object value) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid value for the attribute '" + attribute + "': " + value,
        Map.of("scimType", "invalidValue"),
        null);
  }

  static PlatformException badPath(@Nullable String path) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid path in a patch operation: " + path,
        Map.of("scimType", path == null ? "noTarget" : "invalidPath"),
        null);
  }

  static PlatformException badFilter(String filter, String why) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid filter '" + filter + "': " + why,
        Map.of("scimType", "invalidFilter"),
        null);
  }

  static PlatformException yourself(String what) {
    return new PlatformException(ErrorCode.FAILED_PRECONDITION, "You cannot " + what + " yourself");
  }

  static PlatformException lastAdmin() {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The group admins must keep a member who can log in: this is the last one");
  }

  static PlatformException builtInGroup(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "The group '" + name + "' cannot be changed like this");
  }

  static PlatformException ownOnly() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "Only workspace admins can see the entries of others");
  }

  static PlatformException unknownObject(String type, String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "/" + type + "/" + id + " does not exist");
  }

  static PlatformException unknownType(String type) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'" + type + "' is not a type of object with permissions");
  }

  static PlatformException levelNotAllowed(PermissionLevel level, String type) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, level + " is not a permission level of " + type);
  }

  static PlatformException notPermitted(
      String user, PermissionLevel level, String type, String id) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        user + " does not have " + level + " permission on " + type + " '" + id + "'");
  }
}
