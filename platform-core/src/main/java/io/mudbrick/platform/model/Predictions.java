package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ModelErrors;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link Scorer} says about the rows of a {@link Frame}, row by row: a value each, and for
 * classifiers the probability of each class. Immutable, thread-safe.
 */
public final class Predictions {
  private final Column values;
  private final List<Object> classes;
  private final double[] probabilities;

  private Predictions(Column values, List<Object> classes, double[] probabilities) {
    this.values = values;
    this.classes = List.copyOf(classes);
    this.probabilities = probabilities;
  }

  /** Values without classes: a regression, or whatever a foreign model answers. */
  public static Predictions values(Column values) {
    return new Predictions(values, List.of(), new double[0]);
  }

  /**
   * Labels with probabilities.
   *
   * @param probabilities row by row, one for each class; taken as it is
   */
  public static Predictions classes(Column labels, List<Object> classes, double[] probabilities) {
    return new Predictions(labels, classes, probabilities);
  }

  public int rows() {
    return values.size();
  }

  /** The prediction of each row: a label for a classifier, a number for a regression. */
  public Column values() {
    return values;
  }

  /** The classes in the order of the probabilities; empty for a regression. */
  public List<Object> classes() {
    return classes;
  }

  /**
   * The probability that the row is of the class at that index.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when this is no classification
   */
  public double probability(int row, int classIndex) {
    if (classes.isEmpty()) {
      throw ModelErrors.noProbabilities();
    }
    return probabilities[row * classes.size() + Objects.checkIndex(classIndex, classes.size())];
  }
}
