package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Preparation;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturizerTest {
  private static final int ROWS = 400;
  private static final AutoMlOptions ENSEMBLE = AutoMlOptions.builder().folds(4).build();
  private static final AutoMlOptions DATABRICKS =
      AutoMlOptions.builder().mode(AutoMlMode.DATABRICKS).build();

  /** Every kind of column. */
  private static Frame rows() {
    Frame churn = Synthetic.churn(ROWS, 1);
    return churn
        .with("city", column(i -> i % 9 == 0 ? null : "city " + i * 7919 % 40))
        .with("since", column(i -> LocalDate.of(2020, 1, 1).plusDays(i * 13L % 900).toString()))
        .with("amount", column(i -> i % 11 == 0 ? "n/a" : "$" + i + ",000.5"))
        .with("note", column(i -> "called us about bill number " + i % 37 + " and plan " + i % 5))
        .with("usage", column(i -> List.of(i * 0.5, 3.0)))
        .with("tail", column(i -> Math.exp(i % 100 / 10.0)));
  }

  private static Column column(IntFunction<Object> value) {
    Object[] values = new Object[ROWS];
    Arrays.setAll(values, value);
    return Column.of(Arrays.asList(values));
  }

  private static Prepared prepare(Frame frame, AutoMlOptions options) {
    return new DataPreparer(Problem.CLASSIFICATION, options, 1).prepare(Rows.of(frame), "churn");
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void serving_one_row_or_many_gives_the_same(Encoding encoding) {
    Prepared prepared = prepare(rows(), ENSEMBLE);
    Preparation read = Preparation.parse(prepared.encoded(encoding).preparation().toJson());
    FeatureMatrix batch = read.apply(prepared.rows());

    assertThat(batch.names()).isEqualTo(prepared.encoded(encoding).rows().names());
    for (int i = 0; i < ROWS; i += 29) {
      float[] one = read.apply(Frame.row(prepared.rows().rowAt(i))).values();
      assertThat(one)
          .containsExactly(
              Arrays.copyOfRange(batch.values(), i * batch.width(), (i + 1) * batch.width()));
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void only_supervised_features_differ_between_training_and_serving(Encoding encoding) {
    Prepared prepared = prepare(rows(), ENSEMBLE);
    FeatureMatrix trained = prepared.encoded(encoding).rows();
    FeatureMatrix served = prepared.encoded(encoding).preparation().apply(prepared.rows());

    for (int k = 0; k < trained.width(); k++) {
      boolean supervised = trained.names().get(k).equals("city.mean");
      boolean same = true;
      for (int row = 0; row < ROWS; row++) {
        same &= Float.compare(trained.at(row, k), served.at(row, k)) == 0;
      }
      assertThat(same).as(trained.names().get(k)).isEqualTo(!supervised);
    }
  }

  /** So a model's own answers for them are what serving gives. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void rows_of_a_single_holdout_are_encoded_as_in_serving(Encoding encoding) {
    Prepared prepared = prepare(rows(), DATABRICKS);
    FeatureMatrix trained = prepared.encoded(encoding).rows();
    FeatureMatrix served = prepared.encoded(encoding).preparation().apply(prepared.rows());

    for (int row : prepared.folds().get(0).validation()) {
      for (int k = 0; k < trained.width(); k++) {
        assertThat(Float.compare(trained.at(row, k), served.at(row, k))).isZero();
      }
    }
  }

  @Test
  void each_family_gets_its_own_features() {
    Prepared prepared = prepare(rows(), ENSEMBLE);

    assertThat(prepared.encoded(Encoding.TREES).rows().names())
        .contains("tenure", "contract.rank", "city.rank", "city.mean", "since.epoch_day", "usage#0")
        .contains("amount", "note:bill", "since.holiday");
    assertThat(prepared.encoded(Encoding.CATEGORIES).preparation().codes()).contains(4, 41);
    assertThat(prepared.encoded(Encoding.LINEAR).rows().names())
        .contains("contract=monthly", "city=(missing)", "since.year_sin", "amount=(missing)");
  }

  @Test
  void linear_features_are_complete_and_of_one_scale() {
    FeatureMatrix matrix = prepare(rows(), ENSEMBLE).encoded(Encoding.LINEAR).rows();

    for (int k = 0; k < matrix.width(); k++) {
      String name = matrix.names().get(k);
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < ROWS; row++) {
        assertThat(matrix.at(row, k)).as(name).isFinite();
        sum += matrix.at(row, k);
        squares += matrix.at(row, k) * matrix.at(row, k);
      }
      if (name.equals("city.mean") || name.equals("tail") || name.equals("amount")) {
        assertThat(sum / ROWS).as(name).isCloseTo(0, within(0.1));
        assertThat(squares / ROWS).as(name).isCloseTo(1, within(0.15));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_stand_in_comes_before_everything_else(boolean asText) {
    Object minusOne = asText ? "-1" : (Object) (-1);
    AutoMlOptions options =
        AutoMlOptions.builder()
            .folds(4)
            .imputer("charges", Imputer.constant(minusOne))
            .imputer("city", Imputer.mostFrequent())
            .build();
    Prepared prepared = prepare(rows(), options);
    FeatureMatrix matrix = prepared.encoded(Encoding.TREES).rows();
    int charges = matrix.names().indexOf("charges");

    for (int row = 0; row < ROWS; row++) {
      boolean missing = prepared.rows().column("charges").isNull(row);
      assertThat(matrix.at(row, charges) == -1).isEqualTo(missing);
    }
    assertThat(prepared.encoded(Encoding.LINEAR).rows().names()).doesNotContain("city=(missing)");
    Preparation read = Preparation.parse(prepared.encoded(Encoding.TREES).preparation().toJson());
    FeatureMatrix served = read.apply(prepared.rows());
    for (int row = 0; row < ROWS; row++) {
      assertThat(served.at(row, charges)).isEqualTo(matrix.at(row, charges));
    }
  }

  @Test
  void a_thousand_categories_are_learned_from() {
    String[] names = new String[4000];
    double[] prices = new double[4000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "shop " + i % 1000;
      prices[i] = i % 1000 + i / 4000.0;
    }
    Frame frame = Frame.of(Map.of("shop", Column.strings(names), "price", Column.doubles(prices)));
    Prepared prepared =
        new DataPreparer(Problem.REGRESSION, ENSEMBLE, 1).prepare(Rows.of(frame), "price");
    FeatureMatrix matrix = prepared.encoded(Encoding.TREES).rows();
    int mean = matrix.names().indexOf("shop.mean");

    assertThat(prepared.alerts())
        .anySatisfy(alert -> assertThat(alert.name()).isEqualTo("high_cardinality_cols"));
    for (int row = 0; row < matrix.rows(); row += 97) {
      assertThat((double) matrix.at(row, mean))
          .isCloseTo(prepared.truth().values()[row], within(60.0));
    }
    assertThat(prepared.encoded(Encoding.LINEAR).rows().width()).isLessThan(80);
    assertThat(prepared.encoded(Encoding.CATEGORIES).preparation().codes()[0]).isEqualTo(256);
  }

  /** As a served model does: the signature first, then the preparation. */
  @Test
  void rows_pass_the_signature_with_unseen_categories_and_new_columns() {
    Prepared prepared = prepare(rows(), ENSEMBLE);
    Preparation preparation = prepared.encoded(Encoding.TREES).preparation();
    Frame rows = prepared.rows();
    Frame enforced = prepared.signature().inputs().enforce(rows.with("new", column(i -> i)));

    assertThat(preparation.apply(enforced).values())
        .containsExactly(preparation.apply(rows).values());
    Map<String, Object> row = new HashMap<>(rows.rowAt(1));
    row.put("contract", "for ever");
    row.put("city", "nowhere");
    row.put("since", "no day");
    row.put("amount", "a lot");
    row.put("charges", null);
    Frame odd = prepared.signature().inputs().enforce(Frame.row(row));
    FeatureMatrix matrix = preparation.apply(odd);
    assertThat(matrix.at(0, matrix.names().indexOf("contract.rank"))).isEqualTo(-1);
    assertThat(matrix.at(0, matrix.names().indexOf("city.mean"))).isBetween(0.1f, 0.9f);
    assertThat(matrix.at(0, matrix.names().indexOf("since.year"))).isNaN();
    assertThat(matrix.at(0, matrix.names().indexOf("amount"))).isNaN();
    assertThat(matrix.at(0, matrix.names().indexOf("charges"))).isNaN();
    FeatureMatrix linear = prepared.encoded(Encoding.LINEAR).preparation().apply(odd);
    for (float value : linear.values()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void arrays_of_numbers_are_lists() {
    Frame frame = Synthetic.churn(ROWS, 1).with("usage", column(i -> new float[] {i, 2 * i}));
    Prepared prepared = prepare(frame, ENSEMBLE);

    assertThat(prepared.encoded(Encoding.TREES).rows().names()).contains("usage#0", "usage#1");
    Frame enforced = prepared.signature().inputs().enforce(prepared.rows());
    assertThat(enforced.column("usage").value(3)).isEqualTo(List.of(3.0, 6.0));
  }
}
