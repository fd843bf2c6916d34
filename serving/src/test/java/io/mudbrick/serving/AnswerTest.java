package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers as they go over HTTP. */
class AnswerTest {

  private static String json(Column values) {
    return new Answer(
            new Answer.Scores(Predictions.values(values), null), "entity", "c.s.m/1", "request")
        .json();
  }

  @Test
  void numbers_are_written_as_numbers() {
    assertThat(json(Column.longs(1, -2, Long.MAX_VALUE)))
        .isEqualTo("{\"predictions\":[1,-2,9223372036854775807]}");
    assertThat(json(Column.doubles(1, -0.5, 1e-9, 1e300)))
        .isEqualTo("{\"predictions\":[1.0,-0.5,1.0E-9,1.0E300]}");
    assertThat(json(Column.doubles())).isEqualTo("{\"predictions\":[]}");
  }

  @Test
  void what_is_missing_is_null() {
    BitSet second = new BitSet();
    second.set(1);
    assertThat(json(Column.longs(new long[] {1, 2}, second)))
        .isEqualTo("{\"predictions\":[1,null]}");
    assertThat(json(Column.doubles(0.5, Double.NaN))).isEqualTo("{\"predictions\":[0.5,null]}");
  }

  @Test
  void what_no_json_number_can_say_is_a_text() {
    assertThat(json(Column.doubles(Double.POSITIVE_INFINITY, 1)))
        .isEqualTo("{\"predictions\":[\"Infinity\",1.0]}");
  }

  @Test
  void texts_and_lists_are_answered_too() {
    assertThat(json(Column.strings("yes", "no"))).isEqualTo("{\"predictions\":[\"yes\",\"no\"]}");
    assertThat(json(Column.objects(List.of(0.25, 0.75))))
        .isEqualTo("{\"predictions\":[[0.25,0.75]]}");
  }

  @Test
  void features_are_written_row_by_row_with_their_nulls() {
    LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("id \"a\"", Column.longs(1, Long.MAX_VALUE));
    columns.put("real", Column.doubles(2e-3, Double.NaN));
    columns.put("wide", Column.doubles(Double.NEGATIVE_INFINITY, 1e23));
    columns.put("text", Column.strings("\u00e9\n", null));
    columns.put("flag", Column.booleans(true, false));
    columns.put("odd", Column.objects(Instant.EPOCH, List.of(1.5)));
    Answer answer =
        new Answer(new Answer.Features(Frame.of(columns)), "entity", "c.s.spec", "request");
    assertThat(answer.json())
        .isEqualTo(
            "{\"outputs\":[{\"id \\\"a\\\"\":1,\"real\":0.002,\"wide\":\"-Infinity\","
                + "\"text\":\"\u00e9\\n\",\"flag\":true,\"odd\":\"1970-01-01T00:00:00Z\"},"
                + "{\"id \\\"a\\\"\":9223372036854775807,\"real\":null,\"wide\":1.0E23,"
                + "\"text\":null,\"flag\":false,\"odd\":[1.5]}]}");
  }
}
