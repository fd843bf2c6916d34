package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  @Test
  void a_column_without_a_schema_has_the_narrowest_type_of_its_cells() {
    Frame rows =
        CsvRows.read("a,b,c,d,e\n1,1.5,x,True,\n-2,NaN,\"y, \"\"z\"\"\",false,nan\n", null);
    assertThat(rows.names()).containsExactly("a", "b", "c", "d", "e");
    assertThat(rows.column("a").kind()).isEqualTo(Column.Kind.LONG);
    assertThat(rows.column("b").kind()).isEqualTo(Column.Kind.DOUBLE);
    assertThat(rows.column("b").isNull(1)).isTrue();
    assertThat(rows.column("c").value(1)).isEqualTo("y, \"z\"");
    assertThat(rows.column("d").value(0)).isEqualTo(true);
    assertThat(rows.column("e").isNull(0)).isTrue();
  }

  @Test
  void a_schema_says_what_cells_are() {
    Schema schema =
        Schema.of(
            Field.of("zip", DataType.STRING),
            Field.of("n", DataType.LONG),
            Field.of("x", DataType.DOUBLE));
    Frame rows = CsvRows.read("zip,n,x\n01234,7.0,1\n,,\n", schema);
    assertThat(rows.column("zip").value(0)).isEqualTo("01234");
    assertThat(rows.column("n").value(0)).isEqualTo(7L);
    assertThat(rows.column("x").value(0)).isEqualTo(1.0);
    assertThat(rows.column("n").isNull(1)).isTrue();
    assertThatThrownBy(() -> CsvRows.read("zip,n,x\n1,much,1\n", schema))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("n");
    assertThatThrownBy(() -> CsvRows.read("zip,n,x\n1,7.5,1\n", schema))
        .hasMessageContaining("long");
  }

  @Test
  void rows_come_some_at_a_time() {
    List<Integer> sizes = new ArrayList<>();
    try (CsvRows rows = CsvRows.of(new StringReader("a\n1\n2\n3\n4\n5\n"), null, 2)) {
      rows.forEachRemaining(frame -> sizes.add(frame.rows()));
    }
    assertThat(sizes).isEqualTo(Arrays.asList(2, 2, 1));
  }

  @Test
  void a_mark_of_the_byte_order_is_no_part_of_the_first_name() {
    assertThat(CsvRows.read("\uFEFFa,b\n1,2\n", null).names()).containsExactly("a", "b");
  }

  @Test
  void a_column_that_is_named_twice_and_a_text_of_other_letters_are_told() {
    assertThatThrownBy(() -> CsvRows.read("a,b,a\n1,2,3\n", null))
        .isInstanceOf(PlatformException.class)
        .hasMessage("Column 'a' is named twice.");
    byte[] latin = "caf\u00e9\n1\n".getBytes(StandardCharsets.ISO_8859_1);
    Reader strict =
        new InputStreamReader(new ByteArrayInputStream(latin), StandardCharsets.UTF_8.newDecoder());
    try (CsvRows rows = CsvRows.of(strict, null, 10)) {
      assertThatThrownBy(rows::hasNext)
          .isInstanceOf(PlatformException.class)
          .hasMessage("The input is no UTF-8 text: save it as UTF-8.");
    }
  }

  @Test
  void what_is_no_csv_is_refused() {
    for (String bad : List.of("", "a,b\n", "a,b\n1\n", "a,b\n1,2,3\n", "a,a\n1,2\n")) {
      assertThatThrownBy(() -> CsvRows.read(bad, null))
          .as(bad)
          .isInstanceOf(PlatformException.class);
    }
  }
}
