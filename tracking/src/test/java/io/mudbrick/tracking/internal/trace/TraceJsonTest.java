package io.mudbrick.tracking.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceJsonTest {
  @Test
  void numbers_look_as_python_prints_them() {
    assertThat(
            TraceJson.write(Arrays.asList(1, 1.0, 1.25e-5, 1e16, 1e15, 12345678.9, 0.0001, -0.5)))
        .isEqualTo("[1, 1.0, 1.25e-05, 1e+16, 1000000000000000.0, 12345678.9, 0.0001, -0.5]");
    assertThat(TraceJson.write(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
  }

  @Test
  void containers_have_blanks_after_colons_and_commas() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", List.of());
    map.put("b", Map.of());
    map.put("c", null);
    assertThat(TraceJson.write(map)).isEqualTo("{\"a\": [], \"b\": {}, \"c\": null}");
  }

  @Test
  void what_no_json_may_hold_is_escaped() {
    assertThat(TraceJson.write("\u0000\u001f\"\\\n\uD800x"))
        .isEqualTo("\"\\u0000\\u001f\\\"\\\\\\n\\ud800x\"");
    assertThat(TraceJson.write("é\uD83D\uDE00")).isEqualTo("\"é\uD83D\uDE00\"");
  }

  @Test
  void what_is_no_json_is_nothing() {
    assertThat(TraceJson.parse("{")).isEmpty();
    assertThat(TraceJson.parse("1 2")).isEmpty();
    assertThat(TraceJson.parse("[".repeat(2000) + "]".repeat(2000))).isEmpty();
    assertThat(TraceJson.parse("null")).contains(new TraceJson.Parsed(null));
  }
}
