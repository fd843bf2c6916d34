package io.mudbrick.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error that a caller may see, over REST or in Java: a code, a sentence, and details.
 *
 * <p>Each module makes its own in one class ({@code TrackingErrors}, {@code CatalogErrors}, ...),
 * so that the wording stands in one room. Anything else that escapes a service is a defect and
 * answers {@link ErrorCode#INTERNAL_ERROR}.
 */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, String> details;

  public PlatformException(ErrorCode code, String message) {
    this(code, message, Map.of(), null);
  }

  public PlatformException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, Map.of(), cause);
  }

  /**
   * @param details facts for programs, such as {@code reason=CATALOG_NOT_FOUND}; a dialect decides
   *     whether and how they are rendered
   */
  public PlatformException(
      ErrorCode code, String message, Map<String, String> details, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = Map.copyOf(details);
  }

  public ErrorCode code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public Map<String, String> details() {
    return details;
  }
}
