package io.mudbrick.tracking;

/** Whether a logged model's files are there. */
public enum LoggedModelStatus {
  LOGGED_MODEL_PENDING,
  LOGGED_MODEL_READY,
  LOGGED_MODEL_UPLOAD_FAILED
}
