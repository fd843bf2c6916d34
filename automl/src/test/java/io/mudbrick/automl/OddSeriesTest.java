package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MudbrickTest
class OddSeriesTest {

  private static Frame days(int series, int length, IntToDoubleFunction value) {
    Object[] days = new Object[series * length];
    String[] names = new String[days.length];
    double[] values = new double[days.length];
    Arrays.setAll(days, row -> LocalDate.of(2024, 1, 1).plusDays(row % length));
    Arrays.setAll(names, row -> "s" + row / length);
    Arrays.setAll(values, value);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("day", Column.objects(days));
    columns.put("name", Column.strings(names));
    columns.put("y", Column.doubles(values));
    return Frame.of(columns);
  }

  private static ForecastOptions.Builder options() {
    return ForecastOptions.on("day").identityColumns("name").horizon(3);
  }

  private static AutoMlSummary forecast(
      Mudbrick platform, Frame rows, ForecastOptions.Builder options) {
    return platform.module(AutoMl.class).forecast(rows, "y", options.build());
  }

  @Test
  void relative_errors_of_zeros_are_undefined_and_the_message_says_what_is_not(Mudbrick platform) {
    Frame zeros = days(1, 20, row -> 0);

    assertThatThrownBy(
            () ->
                forecast(
                    platform, zeros, options().maxTrials(1).primaryMetric(EvaluationMetric.MDAPE)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("'mdape' is undefined at past times")
        .hasMessageContaining("such as smape or mae");
    AutoMlSummary flat = forecast(platform, zeros, options().maxTrials(1));
    assertThat(flat.best().score()).isZero();
    assertThat(flat.alerts()).extracting(Alert::name).contains("constant_series");
  }

  @Test
  void negative_numbers_some_zeros_and_a_single_value_are_forecast(Mudbrick platform) {
    Frame odd = days(2, 40, row -> row % 4 == 0 ? 0 : row % 7 - 20);
    Frame rows = odd.take(IntStream.rangeClosed(0, 40).toArray());

    AutoMlSummary found =
        forecast(platform, rows, options().primaryMetric(EvaluationMetric.MDAPE).seed(1L));

    assertThat(found.trials()).hasSize(8).noneMatch(Trial::failed);
    assertThat(found.best().score()).isFinite();
    assertThat(found.alerts()).extracting(Alert::name).contains("short_series");
  }

  @Test
  void what_cannot_be_forecast_is_said_over_http_too(Mudbrick platform) throws Exception {
    String months = "day,y\n2024-01-01,1\n2024-02-01,2\n2024-03-01,3\n2024-04-01,4\n";
    assertThat(refusal(platform, "horizon=0", months)).contains("1 to 100000 steps, not 0");
    assertThat(refusal(platform, "frequency=often", months)).contains("'often' is no frequency");
    assertThat(refusal(platform, "exclude_family=arma", months)).contains("arima");
    assertThat(said(platform, "", months)).contains("mostly 31 steps of the frequency D apart");
    assertThat(said(platform, "", "day,y\nsoon,1\n")).contains("neither a date nor a time");
    assertThat(said(platform, "", "day,y\n2024-01-01,7\n")).contains("a forecast needs 4");
    assertThat(said(platform, "frequency=M&horizon=9&max_trials=1", months))
        .contains("The horizon of 9 steps is longer than the series")
        .contains("\"result\"");
  }

  private static String refusal(Mudbrick platform, String query, String rows) throws Exception {
    HttpResponse<String> reply = send(platform, query, rows);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    return reply.body();
  }

  /** What is found in the rows comes as a line, since the work is under way. */
  private static String said(Mudbrick platform, String query, String rows) throws Exception {
    return send(platform, query, rows).body();
  }

  private static HttpResponse<String> send(Mudbrick platform, String query, String rows)
      throws Exception {
    String route = "/api/2.0/mudbrick/automl/forecast?target=y&time_col=day&" + query;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(platform.uri() + route))
                .header("Authorization", "Bearer " + platform.token())
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(rows))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  @Tag("nightly")
  void five_thousand_series_are_forecast_within_the_time(Mudbrick platform) {
    Frame rows =
        days(5000, 100, row -> 50 + row / 100 % 40 + 5 * Math.sin(row % 7) + row * 31 % 11);

    AutoMlSummary found =
        forecast(platform, rows, options().horizon(7).timeout(Duration.ofMinutes(4)).seed(1L));

    assertThat(found.trials()).hasSizeGreaterThan(3).noneMatch(Trial::failed);
    assertThat(found.best().score()).isLessThan(0.1);
  }
}
