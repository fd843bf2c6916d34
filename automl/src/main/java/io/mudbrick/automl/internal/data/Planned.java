package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows prepared by decisions that were made before, as {@link DataPreparer} prepared them. */
public final class Planned {
  private Planned() {}

  /**
   * Makes the rows ready.
   *
   * @param rows that are learned from, the columns of the plan only
   * @param truth of these rows
   * @param weights of these rows; null when all count the same
   * @param folds how these rows are split
   * @param test rows that no fold knows; there may be none
   * @param seed as it was before
   */
  public static Prepared of(
      Frame rows,
      Truth truth,
      float @Nullable [] weights,
      List<Fold> folds,
      Prepared.Part test,
      List<ColumnPlan> plan,
      long seed) {
    List<Feature> features = plan.stream().map(Planned::feature).toList();
    Featurizer featurizer =
        new Featurizer(features, rows, truth, weights, folds, DataPreparer.COUNTRY, seed);
    return new Prepared(
        Rows.of(rows),
        rows,
        truth,
        weights,
        folds,
        test,
        new Encodings(featurizer::encode),
        Signatures.of(truth, rows),
        List.of(),
        Digest.of(rows, truth),
        plan);
  }

  /** What was decided about these columns. */
  static List<ColumnPlan> plan(List<Feature> features) {
    return features.stream().map(Planned::column).toList();
  }

  private static ColumnPlan column(Feature feature) {
    return new ColumnPlan(
        feature.name(),
        ColumnPlan.Kind.valueOf(feature.use().name()),
        feature.meaning().reading(),
        feature.meaning().formats(),
        feature.fill(),
        feature.profile().distinct());
  }

  private static Feature feature(ColumnPlan plan) {
    return new Feature(
        new ColumnProfile(plan.name(), ColumnProfile.Kind.OTHER, 0, 0, plan.levels(), 0, 0),
        new Meaning(Meaning.Use.valueOf(plan.kind().name()), plan.reading(), plan.formats()),
        plan.fill());
  }
}
