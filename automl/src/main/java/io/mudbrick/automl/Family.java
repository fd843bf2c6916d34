package io.mudbrick.automl;

/** The kind of a trial's model. */
public sealed interface Family permits ModelFamily, ForecastFamily {
  /** The value of the run parameter {@code model_family}. */
  String wireName();

  /** How people read it. */
  String label();
}
