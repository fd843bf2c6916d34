package io.mudbrick.automl.internal.explain;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * How much worse the loss gets when a raw column is shuffled among rows that the model was not
 * fitted on: permutation importance (Breiman, 2001). Log loss for labels, mean squared error for
 * numbers.
 *
 * @param loss added by shuffling
 */
public record Importance(String column, double loss) {

  /**
   * The columns by falling importance; those that there was no time for are left out.
   *
   * @param subjects the rows of each fold with the model that did not see them
   */
  static List<Importance> of(List<Subject> subjects, long seed, BooleanSupplier over) {
    List<Importance> all = new ArrayList<>();
    double before = 0;
    int total = subjects.stream().mapToInt(subject -> subject.rows().rows()).sum();
    for (Subject subject : subjects) {
      before += subject.loss(subject.answers(subject.rows())) * subject.rows().rows() / total;
    }
    for (String name : subjects.get(0).rows().names()) {
      if (over.getAsBoolean()) {
        break;
      }
      double after = 0;
      for (Subject subject : subjects) {
        Frame rows = subject.rows();
        // the same order for every column
        int[] order = Subject.shuffled(rows.rows(), new SplittableRandom(seed));
        Column shuffled = rows.column(name).take(order);
        after += subject.loss(subject.answers(rows.with(name, shuffled))) * rows.rows() / total;
      }
      all.add(new Importance(name, after - before));
    }
    all.sort(Comparator.comparingDouble(Importance::loss).reversed());
    return all;
  }
}
