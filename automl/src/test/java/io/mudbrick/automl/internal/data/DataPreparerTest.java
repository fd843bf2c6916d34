package io.mudbrick.automl.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
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
        .hasMessageContaining("none of the classes [No, Yes]");
  }

  @Test
  void a_rare_class_is_worth_a_word() {
    Prepared prepared = prepare(CHURN.with("churn", column(i -> i % 25 == 0 ? "Yes" : "No")));

    assertThat(names(prepared)).containsExactly("target_imbalance");
  }
}
