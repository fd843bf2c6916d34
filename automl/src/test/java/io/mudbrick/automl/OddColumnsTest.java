package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that are not what they seem go through trials, saved models and scoring. */
@MudbrickTest
class OddColumnsTest {
  private static final int ROWS = 200;

  private static Column column(IntFunction<Object> value) {
    Object[] values = new Object[ROWS];
    Arrays.setAll(values, value);
    return Column.of(Arrays.asList(values));
  }

  private static Frame rows() {
    return Synthetic.churn(ROWS, 1)
        .with("city", column(i -> i % 9 == 0 ? null : "city " + i * 7919 % 40))
        .with("since", column(i -> LocalDate.of(2020, 1, 1).plusDays(i * 13L % 900).toString()))
        .with("amount", column(i -> i % 11 == 0 ? "n/a" : "$" + i + ",000.5"))
        .with("note", column(i -> "called us about bill number " + i % 37 + " and plan " + i % 5))
        .with("usage", column(i -> Arrays.asList(i * 0.5, i % 7 == 0 ? null : 3.0)))
        .with("w", column(i -> i % 3 + 0.5));
  }

  @ParameterizedTest
  @EnumSource(AutoMlMode.class)
  void every_kind_of_column_is_learned_from_and_scored(AutoMlMode mode, Mudbrick platform) {
    platform.module(Catalog.class).catalogs().create("odd");
    platform.module(Catalog.class).schemas().create("odd.columns");
    AutoMl automl = platform.module(AutoMl.class);
    AutoMlSummary summary =
        automl.classify(
            rows(),
            "churn",
            AutoMlOptions.builder()
                .mode(mode)
                .maxTrials(3)
                .folds(mode == AutoMlMode.ENSEMBLE ? 3 : 0)
                .seed(1)
                .sampleWeightColumn("w")
                .build());

    assertThat(summary.trials()).extracting(Trial::failure).containsOnlyNulls();
    assertThat(summary.alerts())
        .extracting(Alert::name)
        .contains("strong_datetime_type_detection", "strong_text_type_detection");
    String version =
        "models:/odd.columns.model/"
            + automl.register(summary.best(), "odd.columns.model").version();
    LoadedModel model = platform.module(Registry.class).load(version);
    Frame odd = rows().with("contract", column(i -> "for ever")).without("w").without("city");
    assertThat(model.predict(odd).values().size()).isEqualTo(ROWS);
  }
}
