package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import io.mudbrick.platform.model.PreparationBuilder.Impute;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final Frame TRAINING =
      Frame.split(
          List.of("n", "c", "b", "t"),
          List.of(
              Arrays.asList(1.0, "x", true, "2026-01-05"),
              Arrays.asList(null, "y", false, null),
              Arrays.asList(3.0, "x", null, "2026-02-06T07:00:00"),
              Arrays.asList(8.0, null, true, "2025-01-01")));

  private static float[] row(Preparation preparation, Frame frame, int row) {
    FeatureMatrix matrix = preparation.apply(frame);
    return Arrays.copyOfRange(matrix.values(), row * matrix.width(), (row + 1) * matrix.width());
  }

  @Test
  void numbers_are_imputed_marked_and_standardised() {
    Preparation preparation = Preparation.fit(TRAINING).numeric("n", Numbers.FOR_LINEAR).build();
    assertThat(preparation.features()).containsExactly("n", "n=(missing)");
    double deviation = Math.sqrt((9 + 1 + 16) / 3.0);
    assertThat(row(preparation, TRAINING, 0)).containsExactly((float) (-3 / deviation), 0);
    assertThat(row(preparation, TRAINING, 1)).containsExactly(0, 1);
  }

  @Test
  void trees_get_numbers_as_they_are() {
    Preparation preparation =
        Preparation.fit(TRAINING)
            .numeric("n", Numbers.FOR_TREES)
            .numeric("b", Numbers.FOR_TREES)
            .build();
    assertThat(row(preparation, TRAINING, 1)).containsExactly(Float.NaN, 0);
    assertThat(row(preparation, TRAINING, 2)).containsExactly(3, Float.NaN);
  }

  @Test
  void medians_and_zeros_stand_in() {
    Preparation preparation =
        Preparation.fit(TRAINING)
            .numeric("n", new Numbers(Impute.MEDIAN, false, false))
            .numeric("b", new Numbers(Impute.ZERO, false, false))
            .build();
    assertThat(row(preparation, TRAINING, 1)).containsExactly(3, 0);
    assertThat(row(preparation, TRAINING, 2)).containsExactly(3, 0);
  }

  @Test
  void categories_unseen_in_training_share_a_feature() {
    Preparation preparation = Preparation.fit(TRAINING).oneHot("c", 1).build();
    assertThat(preparation.features()).containsExactly("c=x", "c=(other)");
    Frame rows =
        Frame.split(
            List.of("c"), List.of(List.of("x"), List.of("new"), Arrays.asList((Object) null)));
    assertThat(row(preparation, rows, 0)).containsExactly(1, 0);
    assertThat(row(preparation, rows, 1)).containsExactly(0, 1);
    assertThat(row(preparation, rows, 2)).containsExactly(0, 1);
  }

  @Test
  void ordinals_and_target_means_know_missing_from_unseen() {
    Preparation preparation =
        Preparation.fit(TRAINING)
            .ordinal("c")
            .targetMean("c", new double[] {1, 0, 1, 0}, 2)
            .build();
    Frame rows =
        Frame.split(
            List.of("c"), List.of(List.of("y"), List.of("new"), Arrays.asList((Object) null)));
    assertThat(row(preparation, rows, 0)).containsExactly(1, (float) (1 / 3.0));
    assertThat(row(preparation, rows, 1)).containsExactly(-1, 0.5f);
    assertThat(row(preparation, rows, 2)).containsExactly(Float.NaN, 0.5f);
    assertThat(preparation.features()).containsExactly("c", "c~2");
  }

  @Test
  void dates_come_apart() {
    Preparation preparation =
        Preparation.fit(TRAINING)
            .dateParts(
                "t",
                List.of(DatePart.YEAR, DatePart.DAY_OF_WEEK, DatePart.HOUR, DatePart.EPOCH_DAY),
                Numbers.FOR_TREES)
            .build();
    assertThat(preparation.features())
        .containsExactly("t.year", "t.day_of_week", "t.hour", "t.epoch_day");
    assertThat(row(preparation, TRAINING, 0)).containsExactly(2026, 1, 0, 20458);
    assertThat(row(preparation, TRAINING, 1)).containsOnly(Float.NaN);
    assertThat(row(preparation, TRAINING, 2)[2]).isEqualTo(7);
    assertThat(preparation.origins()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void names_are_what_xgboost_takes() {
    Frame rows = Frame.split(List.of("[a<"), List.of(List.of("]")));
    assertThat(Preparation.fit(rows).oneHot("[a<", 5).build().features())
        .containsExactly("(a_=)", "(a_=(other)");
  }

  @Test
  void json_keeps_everything() {
    Preparation preparation =
        Preparation.fit(TRAINING)
            .numeric("n", Numbers.FOR_LINEAR)
            .numeric("b", Numbers.FOR_TREES)
            .oneHot("c", 9)
            .ordinal("c")
            .targetMean("c", new double[] {1, 0, 1, 0}, 1)
            .dateParts("t", List.of(DatePart.MONTH, DatePart.DAY), Numbers.FOR_LINEAR)
            .build();
    Preparation read = Preparation.parse(preparation.toJson());
    assertThat(read.steps()).isEqualTo(preparation.steps());
    assertThat(read.apply(TRAINING).values()).containsExactly(preparation.apply(TRAINING).values());
  }

  @Test
  void a_category_may_be_a_long_text() {
    Frame rows = Frame.of(Map.of("c", Column.strings("x".repeat(90_000), "y")));
    Preparation preparation = Preparation.fit(rows).oneHot("c", 9).build();
    assertThat(Preparation.parse(preparation.toJson()).steps()).isEqualTo(preparation.steps());
  }

  @Test
  void bad_files_and_rows_are_refused() {
    for (String bad :
        List.of(
            "",
            "[]",
            "{\"format\":\"x\",\"version\":1,\"steps\":[]}",
            "{\"format\":\"mudbrick.preparation\",\"version\":1,\"steps\":[{\"column\":\"a\",\"step\":\"exec\"}]}",
            "{\"format\":\"mudbrick.preparation\",\"version\":1,\"steps\":[{\"column\":\"a\",\"step\":\"numeric\",\"shift\":0,\"scale\":0}]}",
            "{\"format\":\"mudbrick.preparation\",\"version\":1,\"steps\":[{\"column\":\"a\",\"step\":\"one_hot\",\"categories\":[\"a\",\"a\"]}]}")) {
      assertThatThrownBy(() -> Preparation.parse(bad)).isInstanceOf(PlatformException.class);
    }
    Preparation preparation = Preparation.fit(TRAINING).numeric("n", Numbers.FOR_TREES).build();
    assertThatThrownBy(() -> preparation.apply(TRAINING.without("n")))
        .hasMessage("Model is missing inputs ['n'].");
    assertThatThrownBy(() -> preparation.apply(Frame.split(List.of("n"), List.of(List.of("x")))))
        .hasMessage("'x' is not a number.");
  }
}
