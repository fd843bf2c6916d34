package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.internal.data.Meaning.Use;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningDetectorTest {
  private static final int ROWS = 200;

  private static Meaning meaning(String name, IntFunction<Object> value) {
    Object[] values = new Object[ROWS];
    Arrays.setAll(values, value);
    Column column = Column.of(Arrays.asList(values));
    return MeaningDetector.detect(ColumnProfile.of(name, column), column);
  }

  @Test
  void texts_that_are_numbers() {
    Meaning meaning = meaning("total", i -> i % 50 == 0 ? " " : i + ".5");

    assertThat(meaning).isEqualTo(new Meaning(Use.NUMBER, Reading.NUMBER, List.of()));
    assertThat(meaning("size", i -> List.of("S", "M", "40", "42").get(i % 4)).use())
        .isEqualTo(Use.CATEGORY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uuuu-MM-dd",
        "uuuu-MM-dd HH:mm:ss",
        "M/d/uuuu",
        "d/M/uuuu H:mm",
        "d.M.uuuu",
        "uuuuMMdd",
        "d MMM uuuu",
        "MMMM d, uuuu",
        "uuuu/MM/dd",
        "d-MMM-uu"
      })
  void texts_that_are_times(String pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    Meaning meaning =
        meaning("x", i -> LocalDate.of(2024, 1, 1).plusDays(3L * i).atTime(9, 5).format(formatter));

    assertThat(meaning.use()).isEqualTo(Use.TIME);
    assertThat(meaning.formats()).hasSize(1);
  }

  @Test
  void times_in_several_formats() {
    Meaning meaning =
        meaning("x", i -> i % 3 == 0 ? "2024-03-" + (10 + i % 20) : "3/" + (13 + i % 15) + "/2024");

    assertThat(meaning.formats()).containsExactly("M/d/uuuu[ H:mm[:ss]]", "iso");
  }

  @Test
  void a_day_beyond_the_twelfth_tells_which_number_is_the_month() {
    assertThat(meaning("x", i -> (1 + i % 28) + "/" + (1 + i % 12) + "/2024").formats())
        .containsExactly("d/M/uuuu[ H:mm[:ss]]");
    assertThat(meaning("x", i -> (1 + i % 12) + "/" + (1 + i % 12) + "/2024").formats())
        .containsExactly("M/d/uuuu[ H:mm[:ss]]");
  }

  @Test
  void whole_numbers_that_are_days_or_seconds() {
    DateTimeFormatter digits = DateTimeFormatter.BASIC_ISO_DATE;
    Meaning days =
        meaning("x", i -> Long.parseLong(LocalDate.of(2024, 1, 1).plusDays(i).format(digits)));
    assertThat(days).isEqualTo(new Meaning(Use.TIME, Reading.TIME, List.of("uuuuMMdd")));
    assertThat(meaning("created_at", i -> 1_700_000_000L + i).formats())
        .containsExactly("epoch_second");
    assertThat(meaning("event_time", i -> 1_700_000_000_000L + i).formats())
        .containsExactly("epoch_milli");
    assertThat(meaning("population", i -> 1_700_000_000L + i).use()).isEqualTo(Use.NUMBER);
    assertThat(meaning("x", i -> 20_240_100L + i).use()).isEqualTo(Use.NUMBER);
  }

  @Test
  void numbers_that_are_ids_by_their_name_and_come_again() {
    assertThat(meaning("store_id", i -> (long) (i % 20)).use()).isEqualTo(Use.CATEGORY);
    assertThat(meaning("storeId", i -> (long) (i % 20)).use()).isEqualTo(Use.CATEGORY);
    assertThat(meaning("zip", i -> 10000L + i % 30).use()).isEqualTo(Use.CATEGORY);
    assertThat(meaning("paid", i -> (long) (i % 20)).use()).isEqualTo(Use.NUMBER);
    assertThat(meaning("store_id", i -> (long) i).use()).isEqualTo(Use.NUMBER);
  }

  @Test
  void texts_of_several_words() {
    Meaning meaning =
        meaning("review", i -> "The battery lasted " + i + " days and then died on me");

    assertThat(meaning).isEqualTo(Meaning.plain(Use.WORDS));
    assertThat(
            meaning("plan", i -> List.of("one year of use, paid", "by the month").get(i % 2)).use())
        .isEqualTo(Use.CATEGORY);
  }
}
