package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.Frequency.Unit;
import io.mudbrick.platform.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTest {
  @ParameterizedTest
  @CsvSource({
    "W,WEEK",
    "D,DAY",
    "d,DAY",
    "day,DAY",
    "days,DAY",
    "H,HOUR",
    "h,HOUR",
    "hr,HOUR",
    "hour,HOUR",
    "hours,HOUR",
    "m,MINUTE",
    "min,MINUTE",
    "T,MINUTE",
    "minute,MINUTE",
    "minutes,MINUTE",
    "S,SECOND",
    "sec,SECOND",
    "M,MONTH",
    "MS,MONTH",
    "month,MONTH",
    "months,MONTH",
    "Q,QUARTER",
    "QS,QUARTER",
    "quarter,QUARTER",
    "Y,YEAR",
    "YS,YEAR",
    "years,YEAR",
    "Hourly,HOUR",
    "Daily,DAY",
    "Weekly,WEEK",
    "Monthly,MONTH",
    "Quarterly,QUARTER",
    "Yearly,YEAR",
    "1 second,SECOND",
    "1 minute,MINUTE"
  })
  void every_name_of_the_product_is_known(String name, Unit unit) {
    assertThat(Frequency.of(name)).isEqualTo(new Frequency(unit, 1));
    assertThat(Frequency.of(Frequency.of(name).toString())).isEqualTo(Frequency.of(name));
  }

  @Test
  void a_number_says_how_many() {
    assertThat(Frequency.of("15 minutes")).isEqualTo(new Frequency(Unit.MINUTE, 15));
    assertThat(Frequency.of("2W").toString()).isEqualTo("2W");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0D", "fortnight", "D2", "-1D", "MIN"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Frequency.of(text))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("m is a minute and M a month");
  }
}
