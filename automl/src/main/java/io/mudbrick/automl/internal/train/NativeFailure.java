package io.mudbrick.automl.internal.train;

/** The library that fits models refused; the trial fails with its reason, the others go on. */
final class NativeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NativeFailure(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
