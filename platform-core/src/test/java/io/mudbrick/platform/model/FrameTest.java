package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void records_take_the_union_of_their_keys() {
    Frame frame = Frame.records(List.of(Map.of("a", 1), Map.of("b", "x"), Map.of("a", 2.5)));
    assertThat(frame.rows()).isEqualTo(3);
    assertThat(frame.names()).containsExactly("a", "b");
    assertThat(frame.column("a").kind()).isEqualTo(Column.Kind.DOUBLE);
    assertThat(frame.column("a").isNull(1)).isTrue();
    assertThat(frame.column("b").value(1)).isEqualTo("x");
    assertThat(frame.rowAt(0)).containsEntry("a", 1.0).containsEntry("b", null);
  }

  @Test
  void columns_take_the_narrowest_kind() {
    assertThat(Column.of(Arrays.asList(1, null, 2L)).kind()).isEqualTo(Column.Kind.LONG);
    assertThat(Column.of(Arrays.asList(true, null)).kind()).isEqualTo(Column.Kind.BOOLEAN);
    assertThat(Column.of(Arrays.asList("a", null)).kind()).isEqualTo(Column.Kind.STRING);
    assertThat(Column.of(Arrays.asList("a", 1)).kind()).isEqualTo(Column.Kind.OBJECT);
    assertThat(Column.of(Arrays.asList(null, null)).kind()).isEqualTo(Column.Kind.OBJECT);
    assertThat(Column.of(Arrays.asList(null, null)).number(0)).isNaN();
    assertThat(Column.of(List.of(LocalDate.EPOCH)).kind()).isEqualTo(Column.Kind.OBJECT);
  }

  @Test
  void whole_numbers_are_one_category_however_they_are_written() {
    assertThat(Column.doubles(1.0, 1.5, Double.NaN).text(0)).isEqualTo("1");
    assertThat(Column.longs(1).text(0)).isEqualTo("1");
    assertThat(Column.doubles(1.0, 1.5).text(1)).isEqualTo("1.5");
    assertThat(Column.doubles(Double.NaN).text(0)).isNull();
    assertThat(Column.booleans(true).text(0)).isEqualTo("true");
  }

  @Test
  void split_rows_must_fit_their_columns() {
    assertThat(Frame.split(List.of("a", "b"), List.of(List.of(1, 2))).rowAt(0))
        .isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThatThrownBy(() -> Frame.split(List.of("a", "b"), List.of(List.of(1))))
        .isInstanceOf(PlatformException.class)
        .hasMessage("2 columns passed, passed data had 1 columns");
    assertThatThrownBy(() -> Frame.split(List.of("a", "a"), List.of()))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void slices_and_selections_keep_values_and_nulls() {
    Frame frame =
        Frame.split(
            List.of("n", "s", "l", "b"),
            List.of(
                Arrays.asList(1.5, "x", 1, true),
                Arrays.asList(null, null, null, null),
                Arrays.asList(2.5, "y", 2, false)));
    Frame tail = frame.slice(1, 3);
    assertThat(tail.rowAt(0).values()).containsOnlyNulls();
    assertThat(tail.rowAt(1)).isEqualTo(frame.rowAt(2));
    assertThat(frame.select(List.of("s", "n")).names()).containsExactly("s", "n");
    assertThat(frame.without("s").with("n", Column.longs(7, 8, 9)).rowAt(1)).containsEntry("n", 8L);
    assertThatThrownBy(() -> frame.with("z", Column.longs(1)))
        .isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> frame.column("zz")).hasMessage("Model is missing inputs ['zz'].");
  }
}
