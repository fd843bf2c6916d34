package io.mudbrick.tracking.internal.transfer;

/** Something in a source cannot be taken as it is; the message names the place and the reason. */
public final class BrokenSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenSourceException(Object place, String reason) {
    super(place + ": " + reason);
  }
}
