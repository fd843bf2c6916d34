package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Preparation;

/**
 * Rows through a preparation to a feature model, a block at a time. They take the same code however
 * many there are, so a row's answer is the same bits alone and in a batch.
 */
record RowModel(Preparation preparation, FeatureModel model) {
  /** How many features are prepared before the model sees them. */
  private static final int BLOCK = 1 << 14;

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   */
  RowModel {
    if (preparation.features().size() != model.features()) {
      throw ModelErrors.doNotFit(
          "the preparation makes "
              + preparation.features().size()
              + " features and the estimator takes "
              + model.features());
    }
  }

  /** The answers, row by row, {@link FeatureModel#outputs} each. */
  double[] predict(Frame rows) {
    int outputs = model.outputs();
    int width = model.features();
    double[] answers = new double[Math.multiplyExact(rows.rows(), outputs)];
    int most = Math.max(1, Math.min(rows.rows(), BLOCK / Math.max(1, width)));
    float[] features = new float[most * width];
    Preparation.RowEncoder encoder = preparation.encoder(rows);
    FeatureModel.Evaluator evaluator = model.evaluator();
    for (int from = 0; from < rows.rows(); from += most) {
      int some = Math.min(most, rows.rows() - from);
      for (int i = 0; i < some; i++) {
        encoder.encode(from + i, features, i * width);
      }
      evaluator.predictAll(features, some, answers, from * outputs);
    }
    return answers;
  }

  Contributions contributions(Frame rows) {
    int width = model.features();
    int outputs = model.outputs();
    double[] values = new double[Math.multiplyExact(rows.rows(), outputs * width)];
    double[] base = new double[outputs];
    double[] own = new double[outputs * (width + 1)];
    float[] features = new float[width];
    Preparation.RowEncoder encoder = preparation.encoder(rows);
    FeatureModel.Evaluator evaluator = model.evaluator();
    for (int row = 0; row < rows.rows(); row++) {
      encoder.encode(row, features, 0);
      evaluator.contributions(features, 0, own);
      for (int k = 0; k < outputs; k++) {
        System.arraycopy(own, k * (width + 1), values, (row * outputs + k) * width, width);
        base[k] = own[k * (width + 1) + width];
      }
    }
    return new Contributions(rows.rows(), preparation.features(), outputs, base, values);
  }
}
