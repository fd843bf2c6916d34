package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.LinearModel;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGradRDA;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Logistic regression by stochastic gradient descent, Tribuo's. */
final class LogisticTrainer implements Trainer {
  /** Held here, or its level could be forgotten: Tribuo tells each fit at level INFO. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo.common.sgd.AbstractSGDTrainer");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private static final int EPOCHS = 30;
  private static final int BATCH = 16;

  /** The raw score of a class that no training row has. */
  private static final double NEVER = -30;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    LabelFactory factory = new LabelFactory();
    String[] names = names(data.train().rows().width());
    MutableDataset<Label> rows =
        new MutableDataset<>(new SimpleDataSourceProvenance("training", factory), factory);
    for (int row = 0; row < data.train().rows().rows(); row++) {
      rows.add(
          example(
              data.train().rows(), row, names, Integer.toString((int) data.train().truth()[row])));
    }
    LinearSGDTrainer trainer =
        new LinearSGDTrainer(
            new LogMulticlass(),
            new AdaGradRDA(
                candidate.param("learning_rate"), 1e-6, 0, candidate.param("l2"), rows.size()),
            EPOCHS,
            -1,
            BATCH,
            allowance.seed());
    LinearSGDModel model = trainer.train(rows);
    return new Fitted(
        estimator(model, data, names),
        Map.of("epochs", Integer.toString(EPOCHS), "minibatch_size", Integer.toString(BATCH)),
        answers(model, data, names));
  }

  /** Tribuo orders features by name; padded numbers keep our order. */
  private static String[] names(int width) {
    String[] names = new String[width];
    for (int i = 0; i < width; i++) {
      names[i] = String.format(Locale.ROOT, "f%07d", i);
    }
    return names;
  }

  private static Example<Label> example(
      FeatureMatrix matrix, int row, String[] names, String label) {
    double[] values = new double[names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.at(row, i);
    }
    return new ArrayExample<>(new Label(label), names, values);
  }

  private static LinearModel estimator(LinearSGDModel model, TrainingData data, String[] names) {
    DenseMatrix weights = model.getWeightsCopy();
    ImmutableFeatureMap ids = model.getFeatureIDMap();
    int classes = data.classes();
    double[][] coefficients = new double[classes][names.length];
    double[] intercepts = new double[classes];
    for (int c = 0; c < classes; c++) {
      int id = model.getOutputIDInfo().getID(new Label(Integer.toString(c)));
      if (id < 0) {
        intercepts[c] = NEVER;
        continue;
      }
      for (int i = 0; i < names.length; i++) {
        coefficients[c][i] = weights.get(id, ids.getID(names[i]));
      }
      intercepts[c] = weights.get(id, ids.size());
    }
    return classes == 2
        ? logistic(data.train().rows(), coefficients, intercepts)
        : new LinearModel(
            LinearModel.Link.SOFTMAX,
            data.train().rows().names(),
            coefficients,
            intercepts,
            Matrices.means(data.train().rows()));
  }

  /** Two softmax scores make one logistic score: their difference. */
  private static LinearModel logistic(
      FeatureMatrix train, double[][] coefficients, double[] intercepts) {
    double[] difference = new double[train.width()];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = coefficients[1][i] - coefficients[0][i];
    }
    return new LinearModel(
        LinearModel.Link.LOGISTIC,
        train.names(),
        new double[][] {difference},
        new double[] {intercepts[1] - intercepts[0]},
        Matrices.means(train));
  }

  private static double[] answers(LinearSGDModel model, TrainingData data, String[] names) {
    int classes = data.classes();
    int outputs = classes == 2 ? 1 : classes;
    double[] answers = new double[data.validation().rows().rows() * outputs];
    for (int row = 0; row < data.validation().rows().rows(); row++) {
      Prediction<Label> prediction =
          model.predict(example(data.validation().rows(), row, names, "0"));
      for (int i = 0; i < outputs; i++) {
        String label = Integer.toString(outputs == 1 ? 1 : i);
        Label scored = prediction.getOutputScores().get(label);
        answers[row * outputs + i] = scored == null ? 0 : scored.getScore();
      }
    }
    return answers;
  }
}
