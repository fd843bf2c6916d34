package io.mudbrick.automl.internal.worker;

/** A process of its own could not fit: the trial fails with the reason, the others go on. */
final class WorkerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkerFailure(String reason) {
    super(reason);
  }

  WorkerFailure(String reason, Throwable cause) {
    super(reason, cause);
  }
}
