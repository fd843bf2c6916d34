package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users hear from the Files API, in the product's words and with its reasons. */
final class FilesErrors {
  private static final String DOMAIN = "filesystem.databricks.com";

  private FilesErrors() {}

  private static PlatformException error(
      ErrorCode code, String reason, String message, @Nullable Throwable cause) {
    return new PlatformException(
        code, message, Map.of("reason", "FILES_API_" + reason, "domain", DOMAIN), cause);
  }

  static PlatformException invalidPath(String why, @Nullable Throwable cause) {
    return error(ErrorCode.BAD_REQUEST, "INVALID_PATH", "Invalid path: " + why, cause);
  }

  static PlatformException unknownTree(String first) {
    return invalidPath("unsupported first path component: " + first, null);
  }

  static PlatformException fileNotFound() {
    return error(
        ErrorCode.NOT_FOUND, "FILE_NOT_FOUND", "The file being accessed is not found.", null);
  }

  static PlatformException directoryNotFound() {
    return error(
        ErrorCode.NOT_FOUND,
        "DIRECTORY_IS_NOT_FOUND",
        "The directory being accessed is not found.",
        null);
  }

  /** What the path lies in is not there; the owner of the tree says what. */
  static PlatformException ownerNotFound(PlatformException cause) {
    return new PlatformException(ErrorCode.NOT_FOUND, cause.message(), cause.details(), cause);
  }

  static PlatformException fileExists(@Nullable Throwable cause) {
    return error(
        ErrorCode.ALREADY_EXISTS,
        "FILE_ALREADY_EXISTS",
        "The file being created already exists.",
        cause);
  }

  static PlatformException fileInTheWay(@Nullable Throwable cause) {
    return error(
        ErrorCode.ALREADY_EXISTS,
        "FILE_ALREADY_EXISTS",
        "A file already exists where the directory is being created.",
        cause);
  }

  static PlatformException directoryInTheWay() {
    return error(
        ErrorCode.ALREADY_EXISTS,
        "DIRECTORY_ALREADY_EXISTS",
        "A directory already exists where the file is being created.",
        null);
  }

  static PlatformException notEmpty() {
    return error(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "DIRECTORY_IS_NOT_EMPTY",
        "The directory being deleted is not empty.",
        null);
  }

  static PlatformException rootStays() {
    return error(
        ErrorCode.BAD_REQUEST,
        "INVALID_PATH",
        "Invalid path: the root of a volume or model can be neither made nor deleted here.",
        null);
  }

  static PlatformException noSession() {
    return error(
        ErrorCode.NOT_FOUND,
        "UPLOAD_SESSION_NOT_FOUND",
        "There is no such upload: it was completed, aborted or abandoned, or is another's.",
        null);
  }

  static PlatformException badPart(int number) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Part " + number + " was not uploaded with this etag, or is out of order.");
  }

  static PlatformException badPartNumbers(int most) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Parts are numbered from 1 to " + most + ".");
  }

  static PlatformException expiresTooLate(long days) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "A URL lives no longer than " + days + " days.");
  }

  static PlatformException badPageSize(int size) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "page_size must be 0 or more, and is " + size + ".");
  }

  static PlatformException badPageToken() {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "page_token is not one that this API gave.");
  }
}
