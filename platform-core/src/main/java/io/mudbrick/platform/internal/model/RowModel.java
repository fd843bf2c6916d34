package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows through preparations to feature models, a block at a time; several models are blended by
 * their weights, added up in their order. Rows take the same code however many there are, so a
 * row's answer is the same bits alone and in a batch.
 */
final class RowModel {
  /** How many features are prepared before the models see them. */
  private static final int BLOCK = 1 << 14;

  /** Each once, whatever the number of models that take its features. */
  private final List<Preparation> preparations;

  private final List<Part> parts;
  private final int outputs;
  private final double total;

  /**
   * One of the models.
   *
   * @param preparation the index of the one whose features it takes
   */
  private record Part(int preparation, FeatureModel model, double weight) {}

  private RowModel(List<Preparation> preparations, List<Part> parts) {
    this.preparations = preparations;
    this.parts = parts;
    this.outputs = parts.get(0).model().outputs();
    double sum = 0;
    for (Part part : parts) {
      check(preparations.get(part.preparation()), part.model());
      sum += part.weight();
    }
    this.total = sum;
  }

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   */
  static RowModel of(Preparation preparation, FeatureModel model) {
    return new RowModel(List.of(preparation), List.of(new Part(0, model, 1)));
  }

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   */
  static RowModel of(List<Member> members) {
    List<Preparation> preparations = members.stream().map(Member::preparation).distinct().toList();
    List<Part> parts = new ArrayList<>();
    for (Member member : members) {
      parts.add(
          new Part(
              preparations.indexOf(member.preparation()),
              FeatureModel.of(member.estimator()),
              member.weight()));
    }
    return new RowModel(preparations, parts);
  }

  private void check(Preparation preparation, FeatureModel model) {
    if (preparation.features().size() != model.features()) {
      throw ModelErrors.doNotFit(
          "the preparation makes "
              + preparation.features().size()
              + " features and the estimator takes "
              + model.features());
    }
    if (outputs != model.outputs()) {
      throw ModelErrors.doNotFit(
          "one member has " + outputs + " outputs and another " + model.outputs());
    }
  }

  int outputs() {
    return outputs;
  }

  /** The answers, row by row, {@link #outputs} each. */
  double[] predict(Frame rows) {
    int widest = preparations.stream().mapToInt(own -> own.features().size()).max().orElse(1);
    int most = Math.max(1, Math.min(rows.rows(), BLOCK / Math.max(1, widest)));
    float[][] features = new float[preparations.size()][];
    Preparation.RowEncoder[] encoders = new Preparation.RowEncoder[features.length];
    for (int p = 0; p < features.length; p++) {
      features[p] = new float[most * preparations.get(p).features().size()];
      encoders[p] = preparations.get(p).encoder(rows);
    }
    FeatureModel.Evaluator[] evaluators =
        parts.stream().map(part -> part.model().evaluator()).toArray(FeatureModel.Evaluator[]::new);
    double[] answers = new double[Math.multiplyExact(rows.rows(), outputs)];
    double[] own = new double[parts.size() == 1 ? 0 : most * outputs];
    for (int from = 0; from < rows.rows(); from += most) {
      int some = Math.min(most, rows.rows() - from);
      for (int p = 0; p < features.length; p++) {
        int width = preparations.get(p).features().size();
        for (int i = 0; i < some; i++) {
          encoders[p].encode(from + i, features[p], i * width);
        }
      }
      if (parts.size() == 1) {
        evaluators[0].predictAll(features[0], some, answers, from * outputs);
      } else {
        blend(evaluators, features, some, own, answers, from * outputs);
      }
    }
    return answers;
  }

  private void blend(
      FeatureModel.Evaluator[] evaluators,
      float[][] features,
      int count,
      double[] own,
      double[] answers,
      int at) {
    for (int m = 0; m < evaluators.length; m++) {
      Part part = parts.get(m);
      evaluators[m].predictAll(features[part.preparation()], count, own, 0);
      for (int i = 0; i < count * outputs; i++) {
        answers[at + i] += part.weight() * own[i];
      }
    }
    for (int i = 0; i < count * outputs; i++) {
      answers[at + i] /= total;
    }
  }

  /**
   * By feature where all models take the same features, else by raw column.
   *
   * @param scores whether the answers are the raw scores themselves: those of a regression are
   *     blended, so that only then the sum of the contributions tells the answer
   */
  Contributions contributions(Frame rows, boolean scores) {
    if (parts.size() == 1) {
      return contributions(parts.get(0), rows, false);
    }
    boolean alike = preparations.size() == 1;
    List<String> names =
        alike
            ? preparations.get(0).features()
            : preparations.stream().flatMap(own -> own.inputs().stream()).distinct().toList();
    double[] base = new double[outputs];
    double[] values =
        new double[Math.multiplyExact(rows.rows(), Math.multiplyExact(outputs, names.size()))];
    for (Part part : parts) {
      Contributions own = contributions(part, rows, scores);
      double weight = part.weight() / total;
      Contributions told = alike ? own : own.byInput(preparations.get(part.preparation()));
      int[] to = told.features().stream().mapToInt(names::indexOf).toArray();
      for (int k = 0; k < outputs; k++) {
        base[k] += weight * told.base()[k];
      }
      for (int line = 0; line < rows.rows() * outputs; line++) {
        for (int i = 0; i < to.length; i++) {
          values[line * names.size() + to[i]] += weight * told.values()[line * to.length + i];
        }
      }
    }
    return new Contributions(rows.rows(), names, outputs, base, values);
  }

  Contributions contributionsByColumn(Frame rows, boolean scores) {
    Contributions told = contributions(rows, scores);
    return preparations.size() == 1 ? told.byInput(preparations.get(0)) : told;
  }

  private Contributions contributions(Part part, Frame rows, boolean scores) {
    FeatureModel model = part.model();
    Preparation preparation = preparations.get(part.preparation());
    int width = model.features();
    double[] values = new double[Math.multiplyExact(rows.rows(), outputs * width)];
    double[] base = new double[outputs];
    double[] own = new double[outputs * (width + 1)];
    float[] features = new float[width];
    Preparation.RowEncoder encoder = preparation.encoder(rows);
    FeatureModel.Evaluator evaluator = model.evaluator();
    for (int row = 0; row < rows.rows(); row++) {
      encoder.encode(row, features, 0);
      if (scores && row == 0) {
        checkScores(evaluator, features);
      }
      evaluator.contributions(features, 0, own);
      for (int k = 0; k < outputs; k++) {
        System.arraycopy(own, k * (width + 1), values, (row * outputs + k) * width, width);
        base[k] = own[k * (width + 1) + width];
      }
    }
    return new Contributions(rows.rows(), preparation.features(), outputs, base, values);
  }

  /** Behind a link other than the identity no answer equals its score. */
  private void checkScores(FeatureModel.Evaluator evaluator, float[] features) {
    double[] answer = new double[outputs];
    double[] score = new double[outputs];
    evaluator.predict(features, 0, answer);
    evaluator.margin(features, 0, score);
    if (!Arrays.equals(answer, score)) {
      throw ModelErrors.noContributionsOf("members whose raw scores are on different scales");
    }
  }
}
