package io.mudbrick.platform.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.model.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CsvColumnTest {
  private static final Pattern LONG = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern DOUBLE =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?inf|[+-]?Infinity");

  @Test
  void numbers_are_those_of_the_grammar_and_read_as_java_reads_them() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      String cell = cell(random);
      CsvCells cells = cells(cell);
      assertThat(cells.isWhole(0)).as(cell).isEqualTo(LONG.matcher(cell).matches());
      if (DOUBLE.matcher(cell).matches()) {
        assertThat(cells.number(0))
            .as(cell)
            .isEqualTo(
                Double.valueOf(cell.endsWith("inf") ? cell.replace("inf", "Infinity") : cell));
      } else {
        assertThat(cells.number(0)).as(cell).isNaN();
      }
    }
  }

  private static String cell(Random random) {
    if (random.nextInt(3) > 0) {
      String number =
          random.nextBoolean()
              ? Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20))
              : Long.toString(random.nextLong() >> random.nextInt(60));
      return random.nextInt(20) > 0 ? number : number + "." + random.nextInt(99);
    }
    String alphabet = "0123456789+-.eEx";
    StringBuilder cell = new StringBuilder(random.nextInt(30) > 0 ? "" : "-inf");
    for (int length = random.nextInt(7); length > 0; length--) {
      cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return cell.toString();
  }

  @Test
  void a_column_is_of_the_narrowest_kind_of_its_cells() {
    assertThat(inferred("1", "", "-2").kind()).isEqualTo(Column.Kind.LONG);
    assertThat(inferred("1", "NA", "2.5").kind()).isEqualTo(Column.Kind.DOUBLE);
    assertThat(inferred("1234567890123456789", "1").kind()).isEqualTo(Column.Kind.DOUBLE);
    assertThat(inferred("true", "null", "FALSE").kind()).isEqualTo(Column.Kind.BOOLEAN);
    assertThat(inferred("true", "1").kind()).isEqualTo(Column.Kind.STRING);
    assertThat(inferred("1", "2", "x").kind()).isEqualTo(Column.Kind.STRING);
    assertThat(inferred("", "NaN", "#N/A N/A").kind()).isEqualTo(Column.Kind.STRING);
  }

  @Test
  void what_is_missing_is_null_and_texts_stay_as_they_are() {
    assertThat(values("007", "", "None", "0,5")).containsExactly("007", null, null, "0,5");
    assertThat(values("True", "n/a", "false")).containsExactly(true, null, false);
    assertThat(values("1", "-nan", "+3")).containsExactly(1L, null, 3L);
    assertThat(values("inf", "1.#IND", ".5")).containsExactly(Double.POSITIVE_INFINITY, null, 0.5);
  }

  @Test
  void many_different_texts_are_all_kept() {
    String[] texts = new String[3000];
    Arrays.setAll(texts, i -> "text " + i % 1700);
    assertThat(values(texts)).containsExactly((Object[]) texts);
  }

  private static List<Object> values(String... cells) {
    Column column = inferred(cells);
    Object[] values = new Object[cells.length];
    Arrays.setAll(values, column::value);
    return Arrays.asList(values);
  }

  private static Column inferred(String... cells) {
    return CsvColumn.of("c", cells(cells), null);
  }

  private static CsvCells cells(String... texts) {
    CsvCells cells = new CsvCells();
    for (String text : texts) {
      cells.add(text);
    }
    return cells;
  }
}
