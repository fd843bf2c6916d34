package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("d", DataType.DOUBLE),
          Field.of("l", DataType.LONG),
          Field.optional("s", DataType.STRING));

  @Test
  void rows_of_its_shape_are_taken_as_they_are() {
    Frame rows = Frame.split(List.of("d", "l", "s"), List.of(Arrays.asList(0.5, 2, "a")));
    assertThat(SCHEMA.enforce(rows)).isSameAs(rows);
    Frame others = Frame.split(List.of("l", "d", "s"), List.of(Arrays.asList(2, 0.5, "a")));
    assertThat(SCHEMA.enforce(others).names()).containsExactly("d", "l", "s");
  }

  @Test
  void columns_are_put_in_order_and_others_dropped() {
    Frame frame = SCHEMA.enforce(Frame.row(Map.of("x", 1, "s", "a", "l", 2, "d", 0.5)));
    assertThat(frame.names()).containsExactly("d", "l", "s");
    assertThat(SCHEMA.enforce(Frame.row(Map.of("l", 2, "d", 0.5))).names())
        .containsExactly("d", "l");
  }

  @Test
  void missing_columns_are_named_in_mlflows_words() {
    assertThatThrownBy(() -> SCHEMA.enforce(Frame.row(Map.of("s", "a", "z", 1))))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessage(
            "Model is missing inputs ['d', 'l']. Note that there were extra inputs: ['z'].");
  }

  @Test
  void integers_widen_and_nothing_is_rounded() {
    Frame frame = SCHEMA.enforce(Frame.row(Map.of("d", 3, "l", 2.0)));
    assertThat(frame.column("d").value(0)).isEqualTo(3.0);
    assertThat(frame.column("l").value(0)).isEqualTo(2L);
    assertThatThrownBy(() -> SCHEMA.enforce(Frame.row(Map.of("d", 3, "l", 2.5))))
        .hasMessage(
            "Incompatible input types for column l. Can not safely convert float64 to int64.");
    assertThatThrownBy(() -> SCHEMA.enforce(Frame.row(Map.of("d", (1L << 53) + 1, "l", 2))))
        .hasMessageContaining("column d. Can not safely convert int64 to float64.");
    assertThatThrownBy(() -> SCHEMA.enforce(Frame.row(Map.of("d", "3", "l", 2))))
        .hasMessageContaining("column d. Can not safely convert object to float64.");
    assertThatThrownBy(() -> SCHEMA.enforce(Frame.row(Map.of("d", true, "l", 2))))
        .hasMessageContaining("convert bool to float64");
  }

  @Test
  void the_ends_of_the_number_types_are_kept_or_refused() {
    Schema schema = Schema.of(Field.of("l", DataType.LONG), Field.of("i", DataType.INTEGER));
    Frame frame = schema.enforce(Frame.row(Map.of("l", Long.MAX_VALUE, "i", Integer.MIN_VALUE)));
    assertThat(frame.column("l").value(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(frame.column("i").value(0)).isEqualTo((long) Integer.MIN_VALUE);
    assertThatThrownBy(() -> schema.enforce(Frame.row(Map.of("l", 0x1p63, "i", 1))))
        .hasMessageContaining("convert float64 to int64");
    assertThatThrownBy(() -> schema.enforce(Frame.row(Map.of("l", 1, "i", 1L << 31))))
        .hasMessageContaining("convert int64 to int32");
  }

  @Test
  void nulls_pass() {
    Map<String, Object> row = new HashMap<>();
    row.put("d", null);
    row.put("l", null);
    row.put("s", null);
    Frame frame = SCHEMA.enforce(Frame.row(row));
    assertThat(frame.column("d").number(0)).isNaN();
    assertThat(frame.column("l").isNull(0)).isTrue();
    assertThat(frame.column("s").text(0)).isNull();
  }

  @Test
  void dates_and_bytes_are_read_from_json() {
    Schema schema = Schema.of(Field.of("t", DataType.DATETIME), Field.of("b", DataType.BINARY));
    Frame frame =
        schema.enforce(
            Frame.split(
                List.of("t", "b"),
                List.of(
                    List.of("2026-01-02", "aGk="),
                    List.of("2026-01-02 03:04:05", ""),
                    List.of("2026-01-02T03:04:05+01:00", ""))));
    assertThat(frame.column("t").value(0)).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(frame.column("t").value(1)).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(frame.column("t").value(2)).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
    assertThat((byte[]) frame.column("b").value(0)).containsExactly('h', 'i');
    assertThatThrownBy(() -> schema.enforce(Frame.row(Map.of("t", "soon", "b", ""))))
        .hasMessageContaining("Failed to convert column t to type 'datetime'");
    assertThatThrownBy(() -> schema.enforce(Frame.row(Map.of("t", "2026-01-01", "b", "%"))))
        .hasMessageContaining("column b");
  }

  @Test
  void nested_values_are_checked_inside() {
    Schema schema =
        Schema.parse(
            "[{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"k\":{\"type\":"
                + "\"long\",\"required\":true}}},\"name\":\"a\"}]");
    schema.enforce(Frame.row(Map.of("a", List.of(Map.of("k", 1)))));
    assertThatThrownBy(() -> schema.enforce(Frame.row(Map.of("a", List.of(Map.of())))))
        .hasMessageContaining("'a.k' is missing");
    assertThatThrownBy(() -> schema.enforce(Frame.row(Map.of("a", "x"))))
        .hasMessageContaining("column a");
  }

  @Test
  void a_list_of_doubles_may_lack_some() {
    for (String type : List.of("double", "long")) {
      Schema schema =
          Schema.parse(
              "[{\"type\":\"array\",\"items\":{\"type\":\"" + type + "\"},\"name\":\"a\"}]");
      Frame row = Frame.row(Map.of("a", Arrays.asList(1, null)));
      if (type.equals("double")) {
        assertThat(schema.enforce(row).column("a").value(0)).isEqualTo(Arrays.asList(1, null));
      } else {
        assertThatThrownBy(() -> schema.enforce(row)).hasMessageContaining("'a' is missing");
      }
    }
  }

  @Test
  void unnamed_schemas_count_columns() {
    Schema tensor =
        Schema.parse(
            "[{\"type\":\"tensor\",\"tensor-spec\":{\"dtype\":\"float64\",\"shape\":[-1,2]}}]");
    assertThat(tensor.enforce(Frame.row(Map.of("a", 1, "b", 2))).rows()).isEqualTo(1);
    assertThatThrownBy(() -> tensor.enforce(Frame.row(Map.of("a", 1))))
        .hasMessageContaining("declares 2 inputs");
  }

  @Test
  void a_schema_is_inferred_from_a_frame() {
    Frame frame = Frame.of(Map.of("t", Column.objects(null, Instant.EPOCH)));
    assertThat(Schema.of(frame)).isEqualTo(Schema.of(Field.of("t", DataType.DATETIME)));
    assertThat(Schema.of(Frame.row(Map.of("l", 1))).toJson())
        .isEqualTo("[{\"type\":\"long\",\"name\":\"l\",\"required\":true}]");
    assertThat(Column.of(Arrays.asList(1.0f)).kind()).isEqualTo(Column.Kind.DOUBLE);
  }
}
