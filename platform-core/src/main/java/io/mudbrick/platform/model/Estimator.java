package io.mudbrick.platform.model;

/** The fitted core of a model, over prepared features: trees as XGBoost saves them, or linear. */
public sealed interface Estimator permits Estimator.XgBoost, LinearModel {

  /** The bytes of XGBoost's {@code saveModel} or {@code toByteArray}, in one of its formats. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  record XgBoost(byte[] bytes, Format format) implements Estimator {}

  /** XGBoost's model formats. */
  enum Format {
    UBJ,
    JSON
  }
}
