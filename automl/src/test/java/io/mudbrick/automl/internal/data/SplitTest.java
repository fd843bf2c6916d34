package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Target;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final int[] HUNDRED = IntStream.range(0, 100).toArray();

  private static Truth truth() {
    double[] values = new double[100];
    Arrays.fill(values, 0, 20, 1);
    return new Truth(Target.binary("y", "No", "Yes", 0.5), values);
  }

  @Test
  void a_stratified_split_keeps_the_share_of_each_class() {
    Split split = Split.stratified(truth(), HUNDRED, 1);

    assertThat(split.train()).hasSize(60);
    assertThat(split.validation()).hasSize(20);
    assertThat(split.test()).hasSize(20);
    assertThat(Arrays.stream(split.train()).filter(row -> row < 20)).hasSize(12);
    assertThat(Arrays.stream(split.validation()).filter(row -> row < 20)).hasSize(4);
    assertThat(
            Stream.of(split.train(), split.validation(), split.test())
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray())
        .isEqualTo(HUNDRED);
  }

  @Test
  void the_seed_decides_which_rows_go_where() {
    assertThat(Split.stratified(truth(), HUNDRED, 1).train())
        .isEqualTo(Split.stratified(truth(), HUNDRED, 1).train())
        .isNotEqualTo(Split.stratified(truth(), HUNDRED, 2).train());
  }

  @Test
  void a_chronological_split_tests_on_the_newest_rows() {
    Object[] days = new Object[11];
    for (int i = 0; i < 10; i++) {
      days[i] = LocalDate.of(2024, 1, 10 - i);
    }
    Split split = Split.chronological(Column.objects(days), IntStream.range(0, 11).toArray());

    assertThat(split.train()).containsExactly(9, 8, 7, 6, 5, 4);
    assertThat(split.validation()).containsExactly(3, 2);
    assertThat(split.test()).containsExactly(1, 0);
    assertThat(split.ignored()).isEqualTo(1);
  }

  @Test
  void numbers_that_are_missing_are_no_newest_times() {
    Column hours = Column.doubles(5, Double.NaN, 3, 4, 1, 2);
    Split split = Split.chronological(hours, IntStream.range(0, 6).toArray());

    assertThat(split.test()).containsExactly(0);
    assertThat(split.ignored()).isEqualTo(1);
  }

  @Test
  void a_split_column_says_where_rows_go() {
    Column column = Column.strings("train", "test", "other", "validate", null, "train");

    Split split = Split.manual(column, IntStream.range(0, 6).toArray());

    assertThat(split.train()).containsExactly(0, 5);
    assertThat(split.validation()).containsExactly(3);
    assertThat(split.test()).containsExactly(1);
    assertThat(split.ignored()).isEqualTo(2);
  }

  @Test
  void a_split_column_without_test_rows_is_refused() {
    assertThatThrownBy(() -> Split.manual(Column.strings("train", "validate"), new int[] {0, 1}))
        .hasMessage("No row is left for the test split.");
  }
}
