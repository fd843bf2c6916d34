package io.mudbrick.platform.model;

/**
 * The fitted core of a model, over prepared features: trees as their library saves them, or numbers
 * in a format of our own.
 */
public sealed interface Estimator
    permits Estimator.XgBoost,
        Estimator.LightGbm,
        LinearModel,
        NeuralNetwork,
        FactorizationMachine,
        QuadraticModel,
        BoundedModel {

  /** The bytes of XGBoost's {@code saveModel} or {@code toByteArray}, in one of its formats. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  record XgBoost(byte[] bytes, Format format) implements Estimator {}

  /** The text of LightGBM's {@code save_model}, UTF-8. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  record LightGbm(byte[] text) implements Estimator {}

  /** XGBoost's model formats. */
  enum Format {
    UBJ,
    JSON
  }
}
