package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldCountTest {
  private static final AutoMlOptions MINUTE =
      AutoMlOptions.builder().timeout(Duration.ofSeconds(60)).build();

  /** That many columns, each of so many different texts. */
  private static Frame texts(int rows, int columns, int different) {
    Map<String, Column> made = new LinkedHashMap<>();
    for (int c = 0; c < columns; c++) {
      made.put(
          "c" + c,
          Column.strings(
              IntStream.range(0, rows)
                  .mapToObj(row -> "t" + row % different)
                  .toArray(String[]::new)));
    }
    return Frame.of(made);
  }

  @Test
  void small_data_is_split_five_times_and_large_data_once() {
    assertThat(FoldCount.of(MINUTE, texts(500, 10, 3), 2)).isEqualTo(5);
    assertThat(FoldCount.of(MINUTE, texts(50_000, 40, 3), 2)).isEqualTo(1);
  }

  @Test
  void texts_of_few_kinds_cost_less_than_others() {
    assertThat(FoldCount.of(MINUTE, texts(8000, 85, 8), 2)).isEqualTo(3);
    assertThat(FoldCount.of(MINUTE, texts(8000, 85, 9), 2)).isEqualTo(1);
  }
}
