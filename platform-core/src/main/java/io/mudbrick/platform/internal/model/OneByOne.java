package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;

/** Many vectors for evaluators that gain nothing from seeing them together. */
final class OneByOne {
  private OneByOne() {}

  static void predict(
      FeatureModel model,
      FeatureModel.Evaluator evaluator,
      float[] rows,
      int count,
      double[] out,
      int at) {
    int outputs = model.outputs();
    double[] answer = new double[outputs];
    for (int row = 0; row < count; row++) {
      evaluator.predict(rows, row * model.features(), answer);
      System.arraycopy(answer, 0, out, at + row * outputs, outputs);
    }
  }
}
