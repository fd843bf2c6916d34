package io.mudbrick.registry.internal.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.registry.promotion.ModelMetric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What gates measure is what scikit-learn says, on random rows and on nasty ones. */
class MeasureTest {

  private record Case(
      String name,
      List<Object> truth,
      @Nullable List<Object> classes,
      List<Object> predicted,
      double @Nullable [] probabilities,
      Map<String, Object> expected) {
    @Override
    public String toString() {
      return name;
    }

    Predictions predictions() {
      return classes == null || probabilities == null
          ? Predictions.values(Column.of(predicted))
          : Predictions.classes(Column.of(predicted), classes, probabilities);
    }
  }

  private record Cases(String sklearn, List<Case> cases) {}

  static Stream<Case> cases() {
    try (InputStream json = MeasureTest.class.getResourceAsStream("metrics.json")) {
      return Json.read(Objects.requireNonNull(json), Cases.class).cases().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_metric_is_what_scikit_learn_says(Case of) {
    of.expected()
        .forEach(
            (metric, expected) -> {
              double found =
                  Measure.of(ModelMetric.of(metric), Column.of(of.truth()), of.predictions());
              if (expected instanceof Number number) {
                double value = number.doubleValue();
                assertThat(found)
                    .as(metric)
                    .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
              } else {
                assertThat(expected).isEqualTo("nan");
                assertThat(found).as(metric).isNaN();
              }
            });
  }

  @Test
  void there_are_cases_for_every_metric() {
    List<String> metrics =
        cases().flatMap(each -> each.expected().keySet().stream()).distinct().toList();
    assertThat(metrics)
        .containsAll(Stream.of(ModelMetric.values()).map(ModelMetric::wireName).toList());
  }
}
