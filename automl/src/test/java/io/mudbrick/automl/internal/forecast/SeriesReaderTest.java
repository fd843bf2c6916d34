package io.mudbrick.automl.internal.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.CsvRows;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Frame;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesReaderTest {
  private static Frame rows(String csv) {
    return CsvRows.read(csv.replace(' ', '\n'), null);
  }

  private static Panel read(ForecastOptions.Builder options, String csv) {
    ForecastOptions built = options.build();
    return new SeriesReader(built, 2 * built.horizon()).read(rows(csv), "y", "rows");
  }

  private static ForecastOptions.Builder days() {
    return ForecastOptions.on("t").frequency("D");
  }

  private static void refused(ForecastOptions.Builder options, String csv, String message) {
    assertThatThrownBy(() -> read(options, csv))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rows_of_one_step_are_averaged_and_gaps_have_the_value_before() {
    Panel panel =
        read(
            days(),
            "t,y 2024-01-05,7 2024-01-01,1 2024-01-01,3 2024-01-02,4 2024-01-03, 2024-01-06,inf"
                + " 2024-01-06,8 ,9");
    Panel.Member only = panel.members().get(0);
    assertThat(only.series().values()).containsExactly(2, 4, 4, 4, 7, 8);
    assertThat(only.ahead(panel.pace(), 0)).isEqualTo(LocalDateTime.of(2024, 1, 7, 0, 0));
    assertThat(panel.timeType()).isEqualTo(DataType.STRING);
    assertThat(panel.alerts())
        .extracting(Alert::name)
        .containsExactlyInAnyOrder(
            "rows_left_out", "missing_targets", "several_rows_a_step", "missing_time_steps");
  }

  @Test
  void series_are_told_apart_by_all_their_columns() {
    Panel panel =
        read(
            days().identityColumns("a", "b").sampleWeightColumn("w"),
            "t,a,b,y,w 2024-01-01,x,1,1,1 2024-01-02,x,1,2,3 2024-01-03,x,1,2,1 2024-01-04,x,1,2,1"
                + " 2024-01-01,x,2,5,0 2024-01-03,,2,5,0");
    assertThat(panel.members())
        .extracting(Panel.Member::identity)
        .containsExactly(List.of("x", "1"), List.of("x", "2"));
    assertThat(panel.members().get(0).weight()).isEqualTo(1.5);
    assertThat(panel.members().get(1).series().values()).containsExactly(5);
    assertThat(panel.identityTypes()).containsExactly(DataType.STRING, DataType.LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "M, 2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30, 2024-05-31",
    "M, 2024-01-01, 2024-02-01, 2024-03-01, 2024-04-01, 2024-05-01",
    "M, 2024-01-15, 2024-02-03, 2024-03-20, 2024-04-01, 2024-05-01",
    "M, 202401, 202402, 202403, 202404, 2024-05-01",
    "Q, 2023-03-31, 2023-06-30, 2023-09-30, 2023-12-31, 2024-03-31",
    "Y, 2020, 2021, 2022, 2023, 2024-01-01",
    "W, 2024-01-03, 2024-01-10, 2024-01-17, 2024-01-24, 2024-01-31",
    "D, 02/28/2024, 02/29/2024, 03/01/2024, 03/02/2024, 2024-03-03",
    "2H, 2024-01-01T20:10, 2024-01-01T22:00, 2024-01-02T00:30, 2024-01-02T02:00, 2024-01-02T04:00"
  })
  void times_go_on_as_they_were(
      String frequency, String a, String b, String c, String d, String next) {
    Panel panel =
        read(
            ForecastOptions.on("t").frequency(frequency),
            "t,y %s,1 %s,2 %s,3 %s,4".formatted(a, b, c, d));
    Panel.Member only = panel.members().get(0);
    assertThat(only.series().values()).containsExactly(1, 2, 3, 4);
    assertThat(only.ahead(panel.pace(), 0).toString()).startsWith(next);
  }

  @Test
  void features_to_come_are_taken_or_repeated() {
    Frame future = rows("t,price 2024-01-05,9 2024-01-06,");
    Panel panel =
        read(
            days().features("price").future(future).horizon(2),
            "t,y,price 2024-01-01,1,1 2024-01-02,2,2 2024-01-03,3, 2024-01-04,4,4");
    Panel.Member only = panel.members().get(0);
    assertThat(only.series().covariates().get(0)).containsExactly(1, 2, 2, 4);
    assertThat(only.ahead().get(0)).containsExactly(9, 4, 4, 4);
  }

  @Test
  void a_long_horizon_and_a_flat_series_are_said() {
    Panel panel =
        read(days().horizon(9), "t,y 2024-01-01,1 2024-01-02,1 2024-01-03,1 2024-01-04,1");
    assertThat(panel.alerts())
        .extracting(Alert::name)
        .containsExactlyInAnyOrder("constant_series", "horizon_too_long");
  }

  @Test
  void times_of_several_spellings_and_zones_are_steps_of_one_series() {
    Panel panel =
        read(
            days(),
            "t,y 2024-02-28,1 02/29/2024,2 2024-03-01T09:30,3 2024-03-02T23:00:00Z,4"
                + " 2024-03-04T01:00:00+02:00,5 20240304,6");

    assertThat(panel.members().get(0).series().values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(panel.alerts()).isEmpty();
  }

  @Test
  void an_hour_that_a_clock_shows_twice_is_two() {
    Panel panel =
        read(
            days().frequency("H"),
            "t,y 2024-10-27T01:00:00+02:00,1 2024-10-27T02:00:00+02:00,2"
                + " 2024-10-27T02:00:00+01:00,3 2024-10-27T03:00:00+01:00,4");

    assertThat(panel.members().get(0).series().values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void a_series_of_one_value_among_others_is_said() {
    Panel panel =
        read(
            days().identityColumns("a"),
            "t,a,y 2024-01-01,x,1 2024-01-02,x,2 2024-01-03,x,2 2024-01-04,x,1 2024-01-03,z,5");

    assertThat(panel.members()).hasSize(2);
    assertThat(panel.alerts()).extracting(Alert::name).containsExactly("short_series");
    assertThat(panel.alerts().get(0).message())
        .startsWith("1 series of fewer than 4")
        .contains("z");
  }

  @Test
  void what_cannot_be_forecast_is_refused() {
    String good = "t,y,w 2024-01-01,1,-1 2024-01-02,2,1 2024-01-03,3,1 2024-01-04,4,1";
    refused(days().identityColumns("nowhere"), good, "identity column 'nowhere' is not in");
    refused(days().sampleWeightColumn("w"), good, "less than 0");
    refused(days().identityColumns("y"), good, "cannot also be");
    refused(days(), "t,y 2024-01-01,a 2024-01-02,b", "no number");
    refused(days(), "t,y soon,1 2024-01-02,2", "neither a date nor a time");
    refused(days(), "t,y 2024-01-01, 2024-01-02,", "No row has a number");
    refused(days(), "t,y 2024-01-01,1 2024-01-02,2", "a forecast needs 4");
    refused(
        days(),
        "t,y 2024-01-01,1 2024-02-01,2 2024-03-01,3 2024-04-01,4",
        "mostly 31 steps of the frequency D apart");
    assertThatThrownBy(() -> days().horizon(0).build()).hasMessageContaining("1 to 100000 steps");
    assertThatThrownBy(() -> days().horizon(100_001).build()).hasMessageContaining("not 100001");
    assertThatThrownBy(() -> days().timeout(Duration.ofSeconds(Long.MAX_VALUE)).build())
        .hasMessageContaining("at most 3650 days");
    refused(
        days().frequency("S"),
        "t,y 1970-01-01,0 2024-01-01T00:00:00,1 2024-01-01T00:00:01,2 2024-01-01T00:00:02,3",
        "span 1704067203 steps of the frequency S");
    assertThatThrownBy(() -> days().features("t").build()).hasMessageContaining("two roles");
  }
}
