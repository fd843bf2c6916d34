package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.internal.search.Traits;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.automl.internal.train.discriminant.Groups;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data ready for trials, shared by all of them. Thread-safe.
 *
 * @param source what it was made of
 * @param rows the raw rows that are learned from, the features' columns only
 * @param truth of these rows, none missing
 * @param weights of these rows; null when all count the same
 * @param folds how these rows are split; one fold, or several that judge every row once
 * @param test raw rows that no fold knows; there may be none
 * @param encodings makes features of the rows when they are first asked for
 * @param signature of the raw rows that the models take
 * @param digest of the values that were used, in hexadecimal
 * @param plan what was decided about the columns that are learned from, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Prepared(
    Rows source,
    Frame rows,
    Truth truth,
    float @Nullable [] weights,
    List<Fold> folds,
    Part test,
    Encodings encodings,
    ModelSignature signature,
    List<Alert> alerts,
    String digest,
    List<ColumnPlan> plan) {
  /**
   * Some raw rows, the features' columns only, with their truth.
   *
   * @param weights null when all count the same
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Part(Frame rows, double[] truth, float @Nullable [] weights) {}

  /** All rows as features of that kind; made once, whoever asks. */
  public Encoded encoded(Encoding encoding) {
    return encodings.get(encoding);
  }

  /** What a trainer gets: the rows of a fold as features of that kind. */
  public TrainingData trainingData(Encoding encoding, Fold fold) {
    Encoded encoded = encoded(encoding);
    return new TrainingData(
        truth.classes(),
        encodedPart(encoded.rows(), fold.train()),
        encodedPart(encoded.rows(), fold.validation()),
        encoded.preparation().codes());
  }

  /**
   * What a trainer gets that is to learn from the rows of all folds. Nothing is left to judge it:
   * its validation rows, those of the first fold, are among those that it learns from.
   */
  public TrainingData wholeTrainingData(Encoding encoding) {
    int[] learned =
        folds.stream()
            .flatMapToInt(fold -> Arrays.stream(fold.train()))
            .distinct()
            .sorted()
            .toArray();
    return trainingData(encoding, new Fold(learned, folds.get(0).validation()));
  }

  private TrainingData.Part encodedPart(FeatureMatrix all, int[] positions) {
    int width = all.width();
    float[] values = new float[Math.multiplyExact(positions.length, width)];
    float[] truths = new float[positions.length];
    for (int i = 0; i < positions.length; i++) {
      System.arraycopy(all.values(), positions[i] * width, values, i * width, width);
      truths[i] = (float) truth.values()[positions[i]];
    }
    return new TrainingData.Part(
        new FeatureMatrix(all.names(), positions.length, values), truths, weights(positions));
  }

  /** What a search should know of the data. */
  public Traits traits() {
    boolean categories =
        rows.columns().values().stream().anyMatch(column -> column.kind() == Column.Kind.STRING);
    int outputs = truth.classes() > 2 ? truth.classes() : 1;
    return new Traits(
        truth.classes() == 0 && truth.skewed(),
        categories,
        outputs,
        truth.classes() > 0 && covariances());
  }

  /**
   * Whether classes are worth being told by their covariances: what linear models learn from is,
   * more or less, mostly numbers. Features of categories are either 0 or 1, and lie in no cloud.
   */
  private boolean covariances() {
    int width = plan.stream().mapToInt(Featurizer::width).sum();
    long numbers = plan.stream().filter(own -> own.kind() == ColumnPlan.Kind.NUMBER).count();
    return 2 * numbers >= width && Groups.suit(width, truth.classes());
  }

  /** The raw rows at these positions. */
  public Part part(int[] positions) {
    return new Part(rows.take(positions), truth.at(positions), weights(positions));
  }

  /** These rows, of which more is known. */
  public Prepared known(Rows from, ModelSignature as, List<Alert> noted, String fingerprint) {
    return new Prepared(
        from, rows, truth, weights, folds, test, encodings, as, noted, fingerprint, plan);
  }

  /** The weights of the rows at these positions; null when all count the same. */
  public float @Nullable [] weights(int[] positions) {
    if (weights == null) {
      return null;
    }
    float[] picked = new float[positions.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = weights[positions[i]];
    }
    return picked;
  }

  /** The raw columns that are learned from. */
  public List<String> features() {
    return rows.names();
  }

  /** A few raw rows to show how a model is asked. */
  public Frame inputExample() {
    return rows.slice(0, Math.min(5, rows.rows()));
  }
}
