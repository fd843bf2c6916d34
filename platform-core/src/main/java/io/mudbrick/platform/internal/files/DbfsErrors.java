package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.Dbfs;
import org.jspecify.annotations.Nullable;

/** What users hear from DBFS, in the product's words. */
final class DbfsErrors {
  private DbfsErrors() {}

  static PlatformException missing(String path) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No file or directory exists on path " + path + ".");
  }

  static PlatformException exists(String path, @Nullable Throwable cause) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        "A file or directory already exists at the input path " + path + ".",
        cause);
  }

  static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  static PlatformException closed(String path) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "No operations allowed on this path: " + path);
  }

  static PlatformException notAbsolute(String path) {
    return invalid("Path must be absolute: " + path);
  }

  static PlatformException isDirectory(String path) {
    return invalid("Cannot read directory " + path + ".");
  }

  static PlatformException notEmpty(String path) {
    return new PlatformException(
        ErrorCode.IO_ERROR,
        "The directory " + path + " is not empty; delete it recursively, or what is in it first.");
  }

  static PlatformException blockTooLarge() {
    return new PlatformException(
        ErrorCode.MAX_BLOCK_SIZE_EXCEEDED, "A block has at most " + Dbfs.LARGEST_BLOCK + " bytes.");
  }

  static PlatformException readTooLarge() {
    return new PlatformException(
        ErrorCode.MAX_READ_SIZE_EXCEEDED, "A read has at most " + Dbfs.LARGEST_BLOCK + " bytes.");
  }

  static PlatformException noHandle(long handle) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No stream with handle " + handle + " is open.");
  }

  static PlatformException rootStays() {
    return invalid("The root, of DBFS or of a volume, can be neither written, moved nor deleted.");
  }
}
