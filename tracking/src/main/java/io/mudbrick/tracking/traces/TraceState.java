package io.mudbrick.tracking.traces;

/** How far a trace has come. */
public enum TraceState {
  STATE_UNSPECIFIED,
  OK,
  ERROR,
  IN_PROGRESS
}
