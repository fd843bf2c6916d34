package io.mudbrick.tracking.rest.otlp;

/** A message that is refused as such. */
final class OtlpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;

  OtlpException(int status, String detail) {
    super(detail);
    this.status = status;
    this.detail = detail;
  }

  static OtlpException malformed(String format) {
    return new OtlpException(400, "Invalid OpenTelemetry " + format + " format");
  }

  static OtlpException empty(String format) {
    return new OtlpException(400, "Invalid OpenTelemetry " + format + " format - no spans found");
  }

  static OtlpException badSpan() {
    return new OtlpException(422, "Cannot convert OpenTelemetry span to MLflow span");
  }

  int status() {
    return status;
  }

  String detail() {
    return detail;
  }
}
