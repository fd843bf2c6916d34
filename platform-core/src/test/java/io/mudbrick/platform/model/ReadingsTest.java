package io.mudbrick.platform.model;

import static io.mudbrick.platform.model.EncodedRows.row;
import static io.mudbrick.platform.model.EncodedRows.step;
import static io.mudbrick.platform.model.EncodedRows.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.model.ColumnEncoder.Imputed;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.ColumnEncoder.Parsed;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import io.mudbrick.platform.model.ColumnEncoder.Shape;
import io.mudbrick.platform.model.ColumnEncoder.Shaped;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What numbers and times are read from, and how numbers are shaped. */
class ReadingsTest {
  @Test
  void what_is_missing_reads_as_the_stand_in() {
    Preparation texts = step(new Imputed("x", new ColumnEncoder.OneHot(List.of("x", "y"), false)));
    assertThat(row(texts, texts("y", null), 1)).containsExactly(1, 0);

    Preparation numbers = step(new Imputed(7.0, Numeric.AS_IS));
    Frame rows = Frame.of(Map.of("c", Column.doubles(1, Double.NaN)));
    assertThat(numbers.apply(rows).values()).containsExactly(1, 7);
  }

  @Test
  void texts_read_as_numbers() {
    Preparation preparation = step(new Parsed(Reading.NUMBER, List.of(), Numeric.AS_IS));
    Frame rows =
        texts(
            " 12 ",
            "1,234,567.5",
            "$ 3.5",
            "-€2",
            "5 %",
            "1e3",
            "+.5",
            "-7.",
            "12,34",
            "1d",
            "NaN",
            "0x10",
            "",
            "-",
            "1e",
            "twelve",
            null);

    assertThat(Arrays.copyOf(preparation.apply(rows).values(), 8))
        .containsExactly(12, 1234567.5f, 3.5f, -2, 5, 1000, .5f, -7);
    for (int i = 8; i < rows.rows(); i++) {
      assertThat(row(preparation, rows, i))
          .as("%s", rows.column("c").value(i))
          .containsOnly(Float.NaN);
    }
    Frame numbers = Frame.of(Map.of("c", Column.longs(3, 4)));
    assertThat(preparation.apply(numbers).values()).containsExactly(3, 4);
  }

  @Test
  void texts_and_numbers_read_as_times() {
    Parsed parsed =
        new Parsed(
            Reading.TIME,
            List.of("iso", "M/d/uuuu[ H:mm[:ss]]", "d MMM uuuu", "uuuuMMdd", "epoch_second"),
            Numeric.AS_IS);
    Column read =
        parsed.read(
            Column.of(
                Arrays.asList(
                    "2026-03-04",
                    "2026-03-04 05:06:07",
                    "2026-03-04T05:06:07+02:00",
                    "3/4/2026",
                    "3/4/2026 5:06",
                    "4 mar 2026",
                    "20260304",
                    20260304L,
                    "2026-02-30",
                    "soon",
                    LocalDate.of(2026, 3, 4),
                    null)));

    String day = "2026-03-04T";
    List<Object> times = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      times.add(read.value(i));
    }
    assertThat(times)
        .containsExactly(
            Instant.parse(day + "00:00:00Z"),
            Instant.parse(day + "05:06:07Z"),
            Instant.parse(day + "03:06:07Z"),
            Instant.parse(day + "00:00:00Z"),
            Instant.parse(day + "05:06:00Z"),
            Instant.parse(day + "00:00:00Z"),
            Instant.parse(day + "00:00:00Z"),
            Instant.parse(day + "00:00:00Z"),
            null,
            null,
            Instant.parse(day + "00:00:00Z"),
            null);
  }

  @Test
  void seconds_since_the_epoch_are_times() {
    Parsed parsed = new Parsed(Reading.TIME, List.of("epoch_second"), Numeric.AS_IS);

    assertThat(parsed.read(Column.longs(1767247200L)).value(0))
        .isEqualTo(Instant.parse("2026-01-01T06:00:00Z"));
    assertThat(parsed.read(Column.doubles(1e18)).value(0)).isNull();
  }

  @Test
  void skewed_numbers_are_bent_and_outliers_drawn_in() {
    double[] values = new double[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(i / 200.0);
    }
    Frame rows = Frame.of(Map.of("c", Column.doubles(values)));
    Preparation preparation = Preparation.fit(rows).shaped("c", Numbers.FOR_LINEAR).build();

    Shaped shaped = (Shaped) preparation.steps().get(0).encoder();
    assertThat(shaped.shape()).isEqualTo(Shape.LOG_UP);
    float[] features = preparation.apply(rows).values();
    double squares = 0;
    for (float feature : features) {
      squares += feature * feature;
    }
    assertThat(squares / features.length).isCloseTo(1, within(1e-3));
    Frame far = Frame.of(Map.of("c", Column.doubles(1e12, -1e12)));
    assertThat(row(preparation, far, 0)[0]).isEqualTo(features[features.length - 1]);
    assertThat(row(preparation, far, 1)[0]).isEqualTo(features[0]);
  }

  @Test
  void the_few_that_differ_are_no_outliers() {
    double[] values = new double[2000];
    values[7] = 1;
    Frame rows = Frame.of(Map.of("c", Column.doubles(values)));
    Preparation preparation = Preparation.fit(rows).shaped("c", Numbers.FOR_LINEAR).build();

    assertThat(row(preparation, rows, 7)[0]).isGreaterThan(row(preparation, rows, 8)[0]);
  }

  @Test
  void numbers_without_skew_stay_straight() {
    Frame rows = Frame.of(Map.of("c", Column.doubles(1, 2, 3, 4, Double.NaN)));
    Preparation preparation = Preparation.fit(rows).shaped("c", Numbers.FOR_LINEAR).build();

    assertThat(row(preparation, rows, 4)).containsExactly(0, 1);
    assertThat(((Shaped) preparation.steps().get(0).encoder()).shape()).isEqualTo(Shape.NONE);
  }
}
