package io.mudbrick.platform;

/**
 * Every error a client may see, with the HTTP status it travels under.
 *
 * <p>The names and statuses are those of the Databricks and MLflow REST APIs. A dialect may render
 * a code under another name or status ({@link io.mudbrick.platform.http.ErrorDialect}); services
 * only ever speak these.
 */
public enum ErrorCode {
  BAD_REQUEST(400),
  INVALID_PARAMETER_VALUE(400),
  MALFORMED_REQUEST(400),
  RESOURCE_ALREADY_EXISTS(400),
  FAILED_PRECONDITION(400),
  /** A block sent to, or a read asked of, the DBFS API is larger than it takes. */
  MAX_BLOCK_SIZE_EXCEEDED(400),
  MAX_READ_SIZE_EXCEEDED(400),
  IO_ERROR(400),
  /** A workspace directory is not empty. */
  DIRECTORY_NOT_EMPTY(400),
  UNAUTHENTICATED(401),
  PERMISSION_DENIED(403),
  RESOURCE_DOES_NOT_EXIST(404),
  NOT_FOUND(404),
  ENDPOINT_NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  RESOURCE_CONFLICT(409),
  ABORTED(409),
  ALREADY_EXISTS(409),
  PRECONDITION_FAILED(412),
  REQUEST_TOO_LARGE(413),
  REQUESTED_RANGE_NOT_SATISFIABLE(416),
  RESOURCE_EXHAUSTED(429),
  REQUEST_LIMIT_EXCEEDED(429),
  INTERNAL_ERROR(500),
  INVALID_STATE(500),
  DATA_LOSS(500),
  NOT_IMPLEMENTED(501),
  TEMPORARILY_UNAVAILABLE(503),
  DEADLINE_EXCEEDED(504),
  /** No space, or a disk that failed: writes are refused, reads go on. */
  INSUFFICIENT_STORAGE(507);

  private final int httpStatus;

  ErrorCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** The HTTP status under which this code travels, unless a dialect says otherwise. */
  public int httpStatus() {
    return httpStatus;
  }
}
