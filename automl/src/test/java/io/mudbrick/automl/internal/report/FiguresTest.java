package io.mudbrick.automl.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.internal.explain.Dependence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void three_digits_count_and_nobody_has_to_read_powers() {
    assertThat(List.of(0.0, 5.291, 0.0088, 999.7, 13_612.0, 999_999.0, 716_123_456.0, 2e12))
        .extracting(Figures::text)
        .containsExactly("0", "5.29", "0.0088", "1,000", "13,600", "1M", "716M", "2T");
    assertThat(Figures.text(-4321.5)).isEqualTo("-4,320");
    assertThat(Figures.text(-3.214e-5)).isEqualTo("-3.21e-05");
    assertThat(Figures.text(1e20)).isEqualTo("1.00e+20");
  }

  @Test
  void ticks_of_large_numbers_are_short_and_differ() {
    assertThat(ticks(-300_000, 250_000))
        .containsExactly("-300k", "-200k", "-100k", "0", "100k", "200k", "300k");
    assertThat(ticks(0, 2.4e6)).containsExactly("0", "0.5M", "1.0M", "1.5M", "2.0M", "2.5M");
    assertThat(ticks(1_000_000, 1_000_010))
        .startsWith("1.000000M", "1.000002M")
        .doesNotHaveDuplicates();
    assertThat(ticks(1950, 2010)).contains("1960", "1980");
    assertThat(ticks(0, 1)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
  }

  private static List<String> ticks(double low, double high) {
    RoundScale scale = RoundScale.around(low, high, 5);
    return scale.ticks().stream().map(scale::text).toList();
  }

  @Test
  void names_of_categories_that_would_run_into_each_other_are_slanted() {
    assertThat(picture("No", "Yes")).contains(">No<", ">Yes<").doesNotContain("rotate");
    assertThat(picture("Brookside", "Edwards", "North Ames", "Old Town", "Sawyer", "Somerset"))
        .contains("rotate", ">Brookside<", ">Edwards<", ">North Ames<", ">Somerset<");
  }

  private static String picture(String... categories) {
    double[] mean = new double[categories.length];
    Dependence of =
        new Dependence("where", List.of(categories), new double[0], List.of(mean), List.of());
    return new String(
        DependencePicture.draw("title", "note", List.of(of), List.of()), StandardCharsets.UTF_8);
  }
}
