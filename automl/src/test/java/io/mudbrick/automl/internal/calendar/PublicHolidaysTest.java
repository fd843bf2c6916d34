package io.mudbrick.automl.internal.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PublicHolidaysTest {
  @Test
  void each_country_has_its_own() {
    assertThat(PublicHolidays.of("US").on(LocalDate.of(2025, 7, 4)))
        .containsExactly("Independence Day");
    assertThat(PublicHolidays.of("us").on(LocalDate.of(2025, 11, 27)))
        .containsExactly("Thanksgiving Day");
    assertThat(PublicHolidays.of("US").on(LocalDate.of(2020, 6, 19))).isEmpty();
    assertThat(PublicHolidays.of("DE").on(LocalDate.of(2025, 7, 4))).isEmpty();
    assertThat(PublicHolidays.of("DE").on(LocalDate.of(2025, 10, 3))).hasSize(1);
    assertThat(PublicHolidays.of("CA").on(LocalDate.of(2025, 5, 19)))
        .containsExactly("Victoria Day");
    assertThat(PublicHolidays.of("SE").on(LocalDate.of(2025, 6, 21)))
        .containsExactly("Midsummer Day");
  }

  @Test
  void holidays_at_weekends_are_kept_on_working_days_where_the_law_says_so() {
    assertThat(PublicHolidays.of("US").on(LocalDate.of(2026, 7, 3)))
        .containsExactly("Independence Day (observed)");
    assertThat(PublicHolidays.of("GB").on(LocalDate.of(2021, 12, 27)))
        .containsExactly("Christmas Day (observed)");
    assertThat(PublicHolidays.of("GB").on(LocalDate.of(2021, 12, 28)))
        .containsExactly("Boxing Day (observed)");
    assertThat(PublicHolidays.of("FR").on(LocalDate.of(2026, 8, 17))).isEmpty();
  }

  @Test
  void a_new_year_that_is_kept_the_day_before_is_of_the_old_year() {
    LocalDate eve = LocalDate.of(2021, 12, 31);
    PublicHolidays american = PublicHolidays.of("US");
    assertThat(american.on(eve)).containsExactly("New Year's Day (observed)");
    assertThat(american.between(2021, 2021)).contains(eve);
    assertThat(american.between(2022, 2022)).doesNotContain(eve);
  }

  @Test
  void years_come_in_order() {
    assertThat(PublicHolidays.of("DE").between(2024, 2025))
        .isSorted()
        .hasSize(18)
        .contains(LocalDate.of(2024, 5, 9), LocalDate.of(2025, 5, 29));
    for (String country : HolidayRules.countries()) {
      assertThat(PublicHolidays.of(country).between(1960, 2050)).as(country).isSorted();
    }
  }

  /** Easter Sundays as astronomers list them; the earliest and the latest that there are. */
  @Test
  void easter_is_computed() {
    assertThat(HolidayRules.easter(1818)).isEqualTo("1818-03-22");
    assertThat(HolidayRules.easter(1943)).isEqualTo("1943-04-25");
    assertThat(HolidayRules.easter(2000)).isEqualTo("2000-04-23");
    assertThat(HolidayRules.easter(2024)).isEqualTo("2024-03-31");
    assertThat(HolidayRules.easter(2025)).isEqualTo("2025-04-20");
    assertThat(HolidayRules.easter(2038)).isEqualTo("2038-04-25");
  }

  @Test
  void an_unknown_country_is_refused() {
    assertThatThrownBy(() -> PublicHolidays.of("XX"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("'XX'")
        .hasMessageContaining("DE");
  }
}
