package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.automl.internal.search.Traits;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DataPreparerTest {
  private static final int ROWS = 300;
  private static final Frame CHURN = Synthetic.churn(ROWS, 1);

  private static Prepared prepare(Frame frame) {
    return prepare(frame, AutoMlOptions.defaults());
  }

  private static Prepared prepare(Frame frame, AutoMlOptions options) {
    return new DataPreparer(Problem.CLASSIFICATION, options, 1).prepare(Rows.of(frame), "churn");
  }

  private static Column column(IntFunction<Object> value) {
    Object[] values = new Object[ROWS];
    Arrays.setAll(values, value);
    return Column.of(Arrays.asList(values));
  }

  private static List<String> names(Prepared prepared) {
    return prepared.alerts().stream().map(Alert::name).toList();
  }

  @Test
  void plain_rows_need_no_alert() {
    Prepared prepared = prepare(CHURN);

    assertThat(prepared.alerts()).isEmpty();
    assertThat(prepared.features())
        .containsExactly("tenure", "charges", "contract", "paperless", "noise");
    assertThat(prepared.truth().target().classes()).containsExactly("No", "Yes");
    assertThat(prepared.signature().inputs().fields().get(0).required()).isTrue();
    assertThat(prepared.signature().inputs().fields().get(1).required()).isFalse();
  }

  @Test
  void ids_and_constants_are_left_out_and_named() {
    Frame frame =
        CHURN
            .with("row_id", column(i -> 5000L + i))
            .with("hash", column(i -> Long.toHexString(i * 0x9E3779B97F4A7C15L)))
            .with("country", column(i -> "DE"))
            .with("nothing", column(i -> null));

    Prepared prepared = prepare(frame);

    assertThat(prepared.features()).doesNotContain("row_id", "hash", "country", "nothing");
    assertThat(prepared.alerts())
        .anySatisfy(
            alert -> {
              assertThat(alert.name()).isEqualTo("unique_cols");
              assertThat(alert.columns()).containsExactly("row_id", "hash");
            })
        .anySatisfy(
            alert -> {
              assertThat(alert.name()).isEqualTo("constant_cols");
              assertThat(alert.columns()).containsExactly("country", "nothing");
            });
  }

  @Test
  void a_column_that_tells_the_target_is_kept_and_reported() {
    Frame frame =
        CHURN
            .with("left", column(i -> "Yes".equals(CHURN.column("churn").text(i)) ? 1L : 0L))
            .with("reason", column(i -> "Yes".equals(CHURN.column("churn").text(i)) ? "r" : "-"));

    Prepared prepared = prepare(frame);

    assertThat(prepared.features()).contains("left", "reason");
    assertThat(prepared.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.name()).isEqualTo("high_correlation_cols");
              assertThat(alert.severity()).isEqualTo(Alert.Severity.HIGH);
              assertThat(alert.columns()).containsExactly("left", "reason");
            });
  }

  @Test
  void lookup_keys_are_no_features() {
    Frame frame = CHURN.with("customer", column(i -> (long) (i % 50)));
    Rows rows = new Rows(frame, "set", Set.of("customer", "not_there"), null, List.of(), Map.of());

    Prepared prepared =
        new DataPreparer(Problem.CLASSIFICATION, AutoMlOptions.defaults(), 1)
            .prepare(rows, "churn");

    assertThat(prepared.features()).doesNotContain("customer");
    assertThat(names(prepared)).containsExactly("lookup_key_cols");
  }

  @Test
  void rows_without_a_target_are_left_out() {
    Frame frame = CHURN.with("churn", column(i -> i < 30 ? null : CHURN.column("churn").value(i)));

    Prepared prepared = prepare(frame);

    assertThat(names(prepared)).containsExactly("null_target_rows");
    assertThat(prepared.truth().values().length + prepared.test().truth().length)
        .isEqualTo(ROWS - 30);
  }

  @Test
  void one_class_is_refused() {
    assertThatThrownBy(() -> prepare(CHURN.with("churn", column(i -> "No"))))
        .hasMessageContaining("has one class only, 'No'");
  }

  @Test
  void a_target_of_nothing_but_nulls_is_refused() {
    assertThatThrownBy(() -> prepare(CHURN.with("churn", column(i -> null))))
        .hasMessageContaining("Only 0 rows have a target");
  }

  @Test
  void a_constant_number_is_refused() {
    assertThatThrownBy(
            () ->
                new DataPreparer(Problem.REGRESSION, AutoMlOptions.defaults(), 1)
                    .prepare(Rows.of(CHURN.with("price", column(i -> 3.0))), "price"))
        .hasMessageContaining("is always 3.0");
  }

  @Test
  void text_is_no_target_of_a_regression() {
    assertThatThrownBy(
            () ->
                new DataPreparer(Problem.REGRESSION, AutoMlOptions.defaults(), 1)
                    .prepare(Rows.of(CHURN), "churn"))
        .hasMessageContaining("no number");
  }

  @Test
  void the_word_that_makes_texts_of_a_column_of_numbers_is_named() {
    assertThatThrownBy(
            () ->
                new DataPreparer(Problem.REGRESSION, AutoMlOptions.defaults(), 1)
                    .prepare(
                        Rows.of(CHURN.with("price", column(i -> i == 7 ? "n/a" : i + ".5"))),
                        "price"))
        .hasMessageContaining("holds 'n/a', no number");
  }

  @Test
  void a_missing_target_column_is_named_with_those_that_there_are() {
    assertThatThrownBy(() -> prepare(CHURN.without("churn")))
        .hasMessageContaining("'churn' is not in the data")
        .hasMessageContaining("tenure");
  }

  @Test
  void no_rows_are_refused() {
    assertThatThrownBy(() -> prepare(CHURN.slice(0, 0))).hasMessageContaining("no rows");
  }

  @Test
  void the_target_cannot_be_excluded() {
    AutoMlOptions options = AutoMlOptions.builder().excludeColumns("churn").build();
    assertThatThrownBy(() -> prepare(CHURN, options)).hasMessageContaining("cannot be excluded");
  }

  @Test
  void an_excluded_column_that_is_not_there_is_told_with_the_near_one() {
    AutoMlOptions options = AutoMlOptions.builder().excludeColumns("Tenuer").build();
    assertThatThrownBy(() -> prepare(CHURN, options))
        .hasMessageContaining("excluded column 'Tenuer'")
        .hasMessageContaining("did you mean 'tenure'?");
  }

  @Test
  void nothing_left_to_learn_from_is_refused() {
    AutoMlOptions options =
        AutoMlOptions.builder()
            .excludeColumns("tenure", "charges", "contract", "paperless", "noise")
            .build();
    assertThatThrownBy(() -> prepare(CHURN, options))
        .hasMessageContaining("No column is left to learn from");
  }

  @Test
  void the_positive_label_comes_last() {
    AutoMlOptions options = AutoMlOptions.builder().positiveLabel("No").build();

    assertThat(prepare(CHURN, options).truth().target().classes()).containsExactly("Yes", "No");
    assertThatThrownBy(() -> prepare(CHURN, AutoMlOptions.builder().positiveLabel("Maybe").build()))
        .hasMessageContaining("none of the classes 'No', 'Yes'");
  }

  @Test
  void a_rare_class_is_worth_a_word() {
    Prepared prepared = prepare(CHURN.with("churn", column(i -> i % 25 == 0 ? "Yes" : "No")));

    assertThat(names(prepared)).containsExactly("target_imbalance");
  }

  @Test
  void texts_in_disguise_are_seen_through_and_named() {
    Frame frame =
        CHURN
            .with("joined", column(i -> (1 + i % 12) + "/" + (1 + i % 28) + "/2024"))
            .with("paid", column(i -> "$" + i))
            .with("store_id", column(i -> (long) (i % 9)))
            .with("review", column(i -> "it is the number " + i + " that I like"));

    Prepared prepared = prepare(frame);

    assertThat(prepared.features()).contains("joined", "paid", "store_id", "review");
    assertThat(names(prepared))
        .containsExactlyInAnyOrder(
            "strong_datetime_type_detection",
            "strong_numeric_type_detection",
            "strong_categorical_type_detection",
            "strong_text_type_detection");
  }

  @Test
  void an_imputed_column_is_what_it_is_stored_as() {
    Frame frame = CHURN.with("store_id", column(i -> (long) (i % 9)));
    AutoMlOptions options = AutoMlOptions.builder().imputer("store_id", Imputer.median()).build();

    assertThat(prepare(frame, options).alerts()).isEmpty();
  }

  @Test
  void imputers_that_do_not_fit_their_columns_are_refused() {
    Map<Imputer, String> bad =
        Map.of(
            Imputer.mean(), "holds no numbers that 'mean' could impute",
            Imputer.median(), "holds no numbers that 'median' could impute");
    bad.forEach(
        (imputer, message) ->
            assertThatThrownBy(
                    () ->
                        prepare(
                            CHURN, AutoMlOptions.builder().imputer("contract", imputer).build()))
                .hasMessageContaining(message));
    assertThatThrownBy(
            () ->
                prepare(
                    CHURN,
                    AutoMlOptions.builder().imputer("charges", Imputer.constant("x")).build()))
        .hasMessageContaining("'x' does not fit the values of the column 'charges'");
    assertThatThrownBy(
            () -> prepare(CHURN, AutoMlOptions.builder().imputer("gone", Imputer.mean()).build()))
        .hasMessageContaining("The imputed column 'gone' is not in the data");
  }

  @Test
  void infinite_values_count_as_missing() {
    Frame frame = CHURN.with("ratio", column(i -> i % 7 == 0 ? Double.POSITIVE_INFINITY : i / 7.0));

    Prepared prepared = prepare(frame);

    assertThat(names(prepared)).containsExactly("infinite_values");
    assertThat(prepared.rows().column("ratio").isNull(0)).isTrue();
  }

  @Test
  void decimals_are_numbers() {
    Frame frame = CHURN.with("price", column(i -> new BigDecimal(i + ".25")));

    Prepared prepared = prepare(frame);

    assertThat(prepared.rows().column("price").kind()).isEqualTo(Column.Kind.DOUBLE);
    assertThat(prepared.alerts()).isEmpty();
  }

  @Test
  void what_cannot_be_learned_from_is_left_out_and_named() {
    Frame frame = CHURN.with("blob", column(i -> Map.of("a", i)));

    Prepared prepared = prepare(frame);

    assertThat(prepared.features()).doesNotContain("blob");
    assertThat(names(prepared)).containsExactly("unsupported_cols");
  }

  @Test
  void sample_weights_are_no_feature_and_go_with_their_rows() {
    Frame frame = CHURN.with("w", column(i -> i % 3 + 0.5));
    AutoMlOptions options = AutoMlOptions.builder().sampleWeightColumn("w").build();

    Prepared prepared = prepare(frame, options);

    assertThat(prepared.features()).doesNotContain("w");
    assertThat(prepared.weights()).hasSize(ROWS).startsWith(0.5f, 1.5f, 2.5f);
  }

  @Test
  void bad_sample_weights_are_refused() {
    AutoMlOptions options = AutoMlOptions.builder().sampleWeightColumn("w").build();
    Map<Object, String> bad =
        Map.of(
            -1.0,
            "holds '-1.0' for a row; weights are finite numbers, 0 or greater",
            "much",
            "holds 'much' for a row",
            Double.POSITIVE_INFINITY,
            "holds no value for a row");
    bad.forEach(
        (value, message) ->
            assertThatThrownBy(
                    () -> prepare(CHURN.with("w", column(i -> i == 9 ? value : 1.0)), options))
                .hasMessageContaining(message));
    assertThatThrownBy(() -> prepare(CHURN.with("w", column(i -> 0.0)), options))
        .hasMessageContaining("Every row has the weight 0");
    assertThatThrownBy(() -> prepare(CHURN, options))
        .hasMessageContaining("The sample weight column 'w' is not in the data");
  }

  @Test
  void dates_as_texts_split_by_time() {
    Frame frame = CHURN.with("day", column(i -> (1 + i / 28) + "/" + (1 + i % 28) + "/2024"));
    AutoMlOptions options = AutoMlOptions.builder().timeColumn("day").build();

    Prepared prepared = prepare(frame, options);

    assertThat(prepared.folds()).hasSize(1);
    assertThat(prepared.folds().get(0).train()[179]).isEqualTo(179);
    assertThat(prepared.test().truth()).hasSize(60);
    assertThatThrownBy(() -> prepare(CHURN.with("day", column(i -> "soon " + i)), options))
        .hasMessageContaining("The time column 'day' holds 'soon 0'");
  }

  @Test
  void columns_that_change_with_time_are_named() {
    Frame frame =
        CHURN
            .with("day", column(i -> (long) i))
            .with("level", column(i -> i / 10.0 + i % 3))
            .with("kind", column(i -> i < 200 ? "a" + i % 3 : "b" + i % 3));

    Prepared prepared = prepare(frame, AutoMlOptions.builder().timeColumn("day").build());

    assertThat(prepared.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.name()).isEqualTo("split_drift_cols");
              assertThat(alert.columns()).containsExactly("level", "kind");
            });
  }

  @Test
  void fewer_rows_of_a_class_that_crowds_the_other_out_are_learned_from_as_the_product_does() {
    Frame frame = CHURN.with("churn", column(i -> i % 25 == 0 ? "Yes" : "No"));
    AutoMlOptions options = AutoMlOptions.builder().mode(AutoMlMode.DATABRICKS).build();

    Prepared prepared = prepare(frame, options);

    assertThat(names(prepared)).containsExactly("target_imbalance", "training_rows_balanced");
    assertThat(prepared.folds().get(0).train()).hasSizeLessThan(150);
    assertThat(prepared.weights()).isNotNull();
    assertThat(prepare(frame).weights()).isNull();
  }

  @Test
  void rows_that_do_not_fit_into_the_memory_are_sampled() {
    Prepared prepared =
        new DataPreparer(
                Problem.CLASSIFICATION, AutoMlOptions.defaults(), 1, new Sampler(5 * 240L * 120))
            .prepare(Rows.of(CHURN), "churn");

    assertThat(names(prepared)).contains("dataset_sampled");
    assertThat(prepared.rows().rows()).isEqualTo(120);
  }

  @Test
  void a_column_twice_is_refused() {
    assertThatThrownBy(() -> Frame.split(List.of("a", "a"), List.of(List.of(1, 2))))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void covariances_are_looked_at_where_classes_are_told_by_numbers() {
    Frame numbers =
        Frame.of(
            Map.of(
                "a", column(i -> i * 37 % 101 / 3.0),
                "b", column(i -> i * 53 % 89 / 7.0),
                "y", column(i -> i % 3 == 0 ? "no" : "yes")));
    Frame mixed = numbers.with("c", column(i -> "kind " + i % 9));

    assertThat(traits(Problem.CLASSIFICATION, numbers, "y").covariances()).isTrue();
    assertThat(traits(Problem.CLASSIFICATION, mixed, "y").covariances()).isFalse();
    assertThat(traits(Problem.REGRESSION, numbers, "a").covariances()).isFalse();
  }

  private static Traits traits(Problem problem, Frame rows, String target) {
    return new DataPreparer(problem, AutoMlOptions.defaults(), 1)
        .prepare(Rows.of(rows), target)
        .traits();
  }
}
