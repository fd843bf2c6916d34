package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.PreparedScorer;
import java.util.List;

/**
 * What a model predicts, and how its raw outputs are decoded. Immutable.
 *
 * @param column the label column it was trained on
 * @param classes the labels in training order, strings, longs, doubles or booleans; empty for a
 *     regression
 * @param threshold with two classes: the second is predicted when its probability is at least this
 */
public record Target(String column, List<Object> classes, double threshold) {
  public Target {
    classes = List.copyOf(classes);
  }

  /** Predicts a number. */
  public static Target regression(String column) {
    return new Target(column, List.of(), 0.5);
  }

  /** Predicts one of two labels; the model's single output is the probability of the positive. */
  public static Target binary(String column, Object negative, Object positive, double threshold) {
    return new Target(column, List.of(negative, positive), threshold);
  }

  /** Predicts the most probable of several labels; equal ones: the first. */
  public static Target multiclass(String column, List<?> classes) {
    return new Target(column, List.copyOf(classes), 0.5);
  }

  /**
   * Labels, or numbers, from what a model's estimator answers.
   *
   * @param answers row by row: the number; of two classes the probability of the second; of more
   *     the probability of each
   */
  public Predictions decode(double[] answers) {
    return PreparedScorer.decode(this, answers);
  }

  /**
   * The answers of a classifier made surer, or less sure: probabilities to a power, with a sum of 1
   * again. Which class is the most probable stays.
   *
   * @param answers as {@link #decode} takes them; changed
   * @param outputs how many a row: 1 for two classes
   * @param sharpness above 1 for surer
   */
  public static void sharpen(double[] answers, int outputs, double sharpness) {
    if (outputs == 1) {
      for (int i = 0; i < answers.length; i++) {
        double yes = Math.pow(answers[i], sharpness);
        answers[i] = yes / (yes + Math.pow(1 - answers[i], sharpness));
      }
      return;
    }
    for (int at = 0; at < answers.length; at += outputs) {
      double sum = 0;
      for (int k = at; k < at + outputs; k++) {
        answers[k] = Math.pow(answers[k], sharpness);
        sum += answers[k];
      }
      for (int k = at; k < at + outputs; k++) {
        answers[k] /= sum;
      }
    }
  }

  public boolean isClassification() {
    return !classes.isEmpty();
  }
}
