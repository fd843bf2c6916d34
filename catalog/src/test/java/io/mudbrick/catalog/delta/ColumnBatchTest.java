package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnBatchTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("x", ColumnType.DOUBLE)
          .column("s", ColumnType.STRING)
          .build();

  @Test
  void types_are_found_by_their_delta_and_sql_names() {
    for (ColumnType.Primitive type : ColumnType.Primitive.values()) {
      assertThat(ColumnType.parse(type.deltaName())).isSameAs(type);
      assertThat(ColumnType.parse(type.sqlName())).isSameAs(type);
    }
    assertThat(ColumnType.parse("BIGINT")).isSameAs(ColumnType.LONG);
    assertThat(ColumnType.parse("Decimal(10, 2)")).isEqualTo(ColumnType.decimal(10, 2));
    assertThatThrownBy(() -> ColumnType.parse("interval"))
        .hasMessage("Unknown column type 'interval'");
    assertThatThrownBy(() -> ColumnType.parse("decimal(39,2)")).hasMessageContaining("1 to 38");
  }

  @Test
  void names_differ_by_more_than_case() {
    assertThatThrownBy(
            () -> Schema.of(Column.of("id", ColumnType.LONG), Column.of("ID", ColumnType.INT)))
        .hasMessage("Column 'ID' occurs twice (case does not distinguish names)");
    assertThat(SCHEMA.indexOf("S")).isEqualTo(2);
    assertThat(SCHEMA).hasToString("(id bigint NOT NULL, x double, s string)");
  }

  @Test
  void a_row_takes_numbers_that_lose_nothing() {
    Row row = Row.of(SCHEMA, Map.of("id", (short) 7, "X", 1.5f));

    assertThat(row.getLong("id")).isEqualTo(7);
    assertThat(row.getInt("id")).isEqualTo(7);
    assertThat(row.getDouble("x")).isEqualTo(1.5);
    assertThat(row.getString("s")).isNull();
    assertThat(row.toMap()).containsEntry("id", 7L).containsEntry("s", null);
    assertThatThrownBy(() -> row.getLong("x")).hasMessage("Column 'x' is double, not bigint");
    assertThatThrownBy(() -> row.getBoolean("s")).hasMessage("Column 's' is null in this row");
    assertThatThrownBy(() -> Row.of(SCHEMA, 1L << 60, (1L << 60) + 1, ""))
        .hasMessage("Column 'x' is double, which cannot hold 1152921504606846977");
    Schema tiny = Schema.of(Column.of("t", ColumnType.BYTE));
    assertThatThrownBy(() -> Row.of(tiny, 300))
        .hasMessage("Column 't' is tinyint, which cannot hold 300");
    Schema price = Schema.of(Column.of("p", ColumnType.decimal(4, 2)));
    assertThat(Row.of(price, 7).getDecimal("p")).isEqualTo(new BigDecimal("7.00"));
    assertThatThrownBy(() -> Row.of(price, new BigDecimal("1.005")))
        .hasMessage("Column 'p' is decimal(4,2), which cannot hold 1.005");
  }

  @Test
  void timestamps_are_cut_to_microseconds() {
    Schema at = Schema.of(Column.of("at", ColumnType.TIMESTAMP));
    Instant fine = Instant.parse("1960-01-01T00:00:00.123456789Z");

    ColumnBatch batch = ColumnBatch.ofRows(at, List.of(Row.of(at, fine)));

    assertThat(batch.row(0).getInstant("at")).isEqualTo("1960-01-01T00:00:00.123456Z");
    assertThat(batch.column("at").longs()[0]).isNegative();
  }

  @Test
  void rows_are_taken_by_position_and_a_gap_is_null() {
    ColumnBatch batch =
        ColumnBatch.of(
            SCHEMA,
            ColumnVector.ofLongs(1, 2, 3),
            ColumnVector.of(
                ColumnType.DOUBLE, new double[] {1, 0, 3}, new boolean[] {false, true, false}),
            ColumnVector.ofStrings("a", "b", null));

    ColumnBatch taken = batch.take(new int[] {2, -1, 0, 0});

    assertThat(taken.rows())
        .extracting(Row::values)
        .containsExactly(
            Arrays.asList(3L, 3.0, null),
            Arrays.asList(null, null, null),
            Arrays.asList(1L, 1.0, "a"),
            Arrays.asList(1L, 1.0, "a"));
    assertThat(taken.schema().column("id").nullable()).isTrue();
    assertThat(batch.take(new int[] {1}).schema()).isEqualTo(SCHEMA);
    assertThat(batch.column("x").toDoubles()).containsExactly(1, Double.NaN, 3);
    assertThat(batch.column("x").nullCount()).isEqualTo(1);
  }

  @Test
  void a_batch_whose_columns_do_not_fit_is_refused() {
    assertThatThrownBy(() -> ColumnBatch.of(SCHEMA, ColumnVector.ofLongs(1)))
        .hasMessage("A schema of 3 columns got 1 columns of values");
    assertThatThrownBy(
            () ->
                ColumnBatch.of(
                    SCHEMA,
                    ColumnVector.ofLongs(1),
                    ColumnVector.ofDoubles(1, 2),
                    ColumnVector.ofStrings("a")))
        .hasMessage("Columns of one batch must be of one length: 1 and 2");
    assertThatThrownBy(() -> ColumnVector.of(ColumnType.LONG, new int[1], null))
        .hasMessage("A column of type bigint is not held in int[]");
    assertThatThrownBy(() -> ColumnVector.ofStrings("a").toDoubles())
        .hasMessage("A column of type string has no numbers");
  }
}
