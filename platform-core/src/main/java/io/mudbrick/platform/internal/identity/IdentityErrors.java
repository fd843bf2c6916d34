package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.PermissionLevel;

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

  static PlatformException badToken() {
    return new PlatformException(ErrorCode.UNAUTHENTICATED, "Invalid access token.");
  }

  static PlatformException otherWorkspace() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "This token belongs to another workspace");
  }

  static PlatformException notPermitted(
      String user, PermissionLevel level, String type, String id) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        user + " does not have " + level + " permission on " + type + " '" + id + "'");
  }
}
