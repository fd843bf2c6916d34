package io.mudbrick.serving.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.platform.model.ScoringBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The straight reader reads what the general one reads, or leaves it alone. */
class ScoringBodyTest {
  private static final String[] CELLS = {
    "1",
    "-7",
    "0",
    "9007199254740993",
    "1.5",
    "-0.0",
    "1e300",
    "0.30000000000000004",
    "123456.78901234567",
    "-1.7976931348623157E+308",
    "2.2250738585072014e-308",
    "123456789012345678901234567890.5",
    "1e22",
    "1.0e-22",
    "01",
    "-",
    "1.",
    ".5",
    "+1",
    "1e",
    "tru",
    "nul",
    "4.9E-324",
    "0.1",
    "NaN",
    "null",
    "true",
    "false",
    "\"x\"",
    "\"\"",
    "\"7\"",
    "\"\u00e9\u20ac\"",
    "\"a\\n\\u00e9\"",
    "\"\t\"",
    "18446744073709551616",
    "[1]"
  };

  @Test
  void both_readers_agree_on_random_bodies() {
    Random random = new Random(7);
    int straight = 0;
    for (int i = 0; i < 20_000; i++) {
      straight += agree(body(random)) ? 1 : 0;
    }
    assertThat(straight).isGreaterThan(5_000);
  }

  @Test
  void both_readers_agree_on_random_damage() {
    Random random = new Random(11);
    String signs = "[]{},:\"0123456789.-+eE ntfx\\";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder body = new StringBuilder(body(random));
      for (int k = 0; k <= random.nextInt(3); k++) {
        int at = random.nextInt(body.length());
        char sign = signs.charAt(random.nextInt(signs.length()));
        switch (random.nextInt(3)) {
          case 0 -> body.deleteCharAt(at);
          case 1 -> body.insert(at, sign);
          default -> body.setCharAt(at, sign);
        }
      }
      agree(body.toString());
    }
  }

  @Test
  void nulls_between_a_whole_number_and_a_fraction_stay_nulls() {
    String rows = "[1]," + "[null],".repeat(40) + "[0.5]";
    assertThat(agree("{\"instances\": [" + rows + "]}")).isTrue();
    assertThat(agree("{\"instances\": [[null]," + rows + ",[2],[null]]}")).isTrue();
  }

  private static String body(Random random) {
    int width = 1 + random.nextInt(3);
    int rows = 1 + random.nextInt(4);
    // Cells of a column are mostly of one sort, as people send them.
    int sort = random.nextInt(CELLS.length);
    List<List<String>> cells = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      cells.add(
          IntStream.range(0, width)
              .mapToObj(c -> CELLS[random.nextInt(10) == 0 ? random.nextInt(CELLS.length) : sort])
              .toList());
    }
    String arrays =
        cells.stream().map(row -> "[" + String.join(",", row) + "]").toList().toString();
    String objects = cells.stream().map(ScoringBodyTest::object).toList().toString();
    String id = random.nextBoolean() ? "\"client_request_id\": \"c\", " : "";
    return "{"
        + id
        + switch (random.nextInt(5)) {
          case 0 ->
              "\"dataframe_split\": {\"columns\": " + names(width) + ", \"data\": " + arrays + "}";
          case 1 ->
              "\"dataframe_split\": {\"data\": " + arrays + ", \"columns\": " + names(width) + "}";
          case 2 -> "\"dataframe_records\": " + objects;
          case 3 -> "\"instances\": " + (random.nextBoolean() ? arrays : objects);
          default -> "\"inputs\": " + arrays;
        }
        + "}";
  }

  private static String names(int width) {
    return IntStream.range(0, width).mapToObj(c -> "\"c" + c + "\"").toList().toString();
  }

  private static String object(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> "\"c" + c + "\": " + row.get(c))
        .toList()
        .toString()
        .replaceFirst("^\\[", "{")
        .replaceFirst("\\]$", "}");
  }

  /** Whether the straight reader read it; then both have to agree. */
  private static boolean agree(String json) {
    ScoringBody body = ScoringBody.read(json.getBytes(StandardCharsets.UTF_8));
    if (body == null) {
      return false;
    }
    int width = body.columns().size();
    ModelSignature signature =
        new ModelSignature(
            new Schema(
                IntStream.range(0, width)
                    .mapToObj(c -> Field.of("c" + c, DataType.DOUBLE))
                    .toList()),
            null);
    Frame straight = body.frame(signature.inputs().names());
    if (straight == null) {
      return false;
    }
    Frame general = InvocationBody.rows(Json.object(json), signature.inputs().names());
    assertThat(straight.names()).as(json).isEqualTo(general.names());
    assertThat(straight.rows()).as(json).isEqualTo(general.rows());
    for (String name : straight.names()) {
      Column mine = straight.column(name);
      Column other = general.column(name);
      assertThat(mine.kind()).as(json).isEqualTo(other.kind());
      for (int i = 0; i < mine.size(); i++) {
        assertThat(mine.value(i)).as(json).isEqualTo(other.value(i));
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"instances\": []}",
        "{\"instances\": [1, 2]}",
        "{\"instances\": [[1], [1, 2]]}",
        "{\"instances\": [[1]], \"inputs\": [[1]]}",
        "{\"instances\": [[1]], \"params\": {}}",
        "{\"instances\": [[1]]} x",
        "{\"instances\": [[1]]}\u0000 x",
        "{\"inputs\": {\"a\": [1]}}",
        "{\"dataframe_records\": [{\"a\": 1}, {\"b\": 1}]}",
        "{\"dataframe_records\": [{\"a\": 1, \"a\": 2}]}",
        "{\"dataframe_split\": {\"columns\": [\"a\"]}}",
        "{\"dataframe_split\": {\"columns\": [1], \"data\": [[1]]}}",
        "{\"dataframe_split\": {\"columns\": [\"a\"], \"data\": [[[1]]]}}"
      })
  void what_is_not_plain_is_left_to_the_general_reader(String json) {
    assertThat(ScoringBody.read(json.getBytes(StandardCharsets.UTF_8))).isNull();
  }
}
