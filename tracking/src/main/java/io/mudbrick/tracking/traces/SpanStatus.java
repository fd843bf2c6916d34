package io.mudbrick.tracking.traces;

/**
 * How a span ended.
 *
 * @param message what went wrong, or empty
 */
public record SpanStatus(Code code, String message) {
  public static final SpanStatus OK = new SpanStatus(Code.OK, "");
  public static final SpanStatus UNSET = new SpanStatus(Code.UNSET, "");

  /** The codes of OpenTelemetry. */
  public enum Code {
    UNSET,
    OK,
    ERROR
  }

  public static SpanStatus error(String message) {
    return new SpanStatus(Code.ERROR, message);
  }
}
