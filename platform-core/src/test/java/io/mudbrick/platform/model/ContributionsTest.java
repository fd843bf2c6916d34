package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ContributionsTest {
  private static final Offset<Double> SUM = Offset.offset(1e-5);

  private static void check(Trained trained) {
    FeatureModel model = FeatureModel.of(trained.estimator());
    FeatureModel.Evaluator evaluator = model.evaluator();
    float[][] expected = trained.contributions();
    int width = trained.width() + 1;
    double[] own = new double[model.outputs() * width];
    for (int row = 0; row < trained.count(); row += 7) {
      evaluator.contributions(trained.rows(), row * trained.width(), own);
      for (int k = 0; k < model.outputs(); k++) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
          assertThat(own[k * width + i])
              .isCloseTo(expected[row][k * width + i], Offset.offset(1e-4));
          sum += own[k * width + i];
        }
        assertThat(sum).isCloseTo(trained.margins()[row][k], SUM);
      }
    }
  }

  @Test
  void trees_agree_with_xgboost_and_add_up_to_the_margin() {
    check(Trained.binary());
    check(Trained.on("multi:softprob", 3, Map.of(), 6));
    check(Trained.on("reg:squarederror", 0, Map.of("max_depth", 9), 10));
    check(Trained.on("reg:squarederror", 0, Map.of("num_parallel_tree", 9, "subsample", 0.5), 1));
  }

  @Test
  void linear_contributions_are_exact() {
    LinearModel linear =
        new LinearModel(
            LinearModel.Link.LOGISTIC,
            List.of("a", "b"),
            new double[][] {{2, -3}},
            new double[] {0.5},
            new double[] {1, 2});
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(4, 1), List.of(1, 2)));
    Contributions contributions =
        ModelPackage.builder()
            .target(Target.binary("y", false, true, 0.5))
            .preparation(
                Preparation.fit(rows)
                    .numeric("a", Numbers.FOR_TREES)
                    .numeric("b", Numbers.FOR_TREES)
                    .build())
            .estimator(linear)
            .signature(new ModelSignature(Schema.of(rows), null))
            .modelUuid("u")
            .created(Instant.EPOCH)
            .build()
            .scorer()
            .contributions(rows);
    assertThat(contributions.rows()).isEqualTo(2);
    assertThat(contributions.base()).containsExactly(0.5 + 2 - 6);
    assertThat(contributions.value(0, 0, 0)).isEqualTo(6);
    assertThat(contributions.value(0, 0, 1)).isEqualTo(3);
    assertThat(contributions.value(1, 0, 0)).isZero();
  }

  @Test
  void features_of_one_column_add_up() {
    Frame rows = Frame.split(List.of("a", "c"), List.of(List.of(4, "x"), List.of(1, "y")));
    Preparation preparation =
        Preparation.fit(rows).oneHot("c", 2).numeric("a", Numbers.FOR_TREES).ordinal("c").build();
    Contributions own =
        new Contributions(
            2,
            preparation.features(),
            1,
            new double[] {0.5},
            new double[] {1, 2, 4, 8, 16, 3, 5, 7, 11, 13});
    Contributions sums = own.byInput(preparation);
    assertThat(sums.features()).containsExactly("c", "a");
    assertThat(sums.values()).containsExactly(23, 8, 28, 11);
  }

  @Test
  void a_scorer_that_cannot_explain_says_so() {
    Scorer scorer = rows -> Predictions.values(Column.doubles(1));
    assertThatThrownBy(() -> scorer.contributions(Frame.row(Map.of("a", 1))))
        .isInstanceOf(PlatformException.class);
  }
}
