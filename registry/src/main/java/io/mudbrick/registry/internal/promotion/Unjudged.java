package io.mudbrick.registry.internal.promotion;

/** A gate found nothing to judge by, and so does not pass; the message says why. */
final class Unjudged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unjudged(String message) {
    super(message);
  }

  Unjudged(String message, Throwable cause) {
    super(message, cause);
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
