package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;

/** What users hear about workspace objects, in the product's words. */
final class WorkspaceErrors {
  private WorkspaceErrors() {}

  static PlatformException missing(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Path (" + path + ") doesn't exist.");
  }

  static PlatformException noParent(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "The parent folder (" + path + ") does not exist.");
  }

  static PlatformException exists(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "Path (" + path + ") already exists.");
  }

  static PlatformException notEmpty(String path) {
    return new PlatformException(
        ErrorCode.DIRECTORY_NOT_EMPTY, "Folder (" + path + ") is not empty.");
  }

  static PlatformException isDirectory(String path) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Path (" + path + ") is a folder.");
  }

  static PlatformException notAbsolute(String path) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Path (" + path + ") does not start with '/'.");
  }

  static PlatformException tooLong(int most) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "A path has at most " + most + " characters.");
  }

  static PlatformException stays(String path) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "Folder (" + path + ") is protected.");
  }

  static PlatformException denied(String user, String path) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, user + " does not have the permission to use " + path + ".");
  }

  static PlatformException tooLarge() {
    return new PlatformException(
        ErrorCode.REQUEST_TOO_LARGE, "A notebook has at most 10485760 bytes.");
  }
}
