package io.mudbrick.platform.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MapperTest {
  record Item(String key, Double value) {}

  record Request(String runId, @Nullable String name, @Nullable Long step, List<Item> items) {}

  private static Request read(String json) {
    return Mapper.read(json, Request.class);
  }

  @Test
  void names_are_snake_case_and_unknown_fields_are_ignored() {
    Request request = read("{\"run_id\":\"r\",\"extra\":1,\"step\":\"7\"}");

    assertThat(request).isEqualTo(new Request("r", null, 7L, List.of()));
    assertThat(Mapper.write(request)).isEqualTo("{\"run_id\":\"r\",\"step\":7,\"items\":[]}");
  }

  @Test
  void not_a_number_and_infinity_travel_as_strings() {
    Request request = read("{\"run_id\":\"r\",\"items\":[{\"key\":\"a\",\"value\":\"NaN\"}]}");

    assertThat(request.items().get(0).value()).isNaN();
    assertThat(Mapper.write(Map.of("v", Double.POSITIVE_INFINITY)))
        .isEqualTo("{\"v\":\"Infinity\"}");
  }

  @Test
  void a_missing_field_is_named() {
    assertThatThrownBy(() -> read("{\"name\":\"n\"}"))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("Missing value for required parameter 'run_id'.");
    assertThatThrownBy(() -> read("{\"run_id\":null}"))
        .hasMessageStartingWith("Missing value for required parameter 'run_id'.");
  }

  @Test
  void a_wrong_type_is_named_with_its_place() {
    assertThatThrownBy(() -> read("{\"run_id\":12}"))
        .hasMessageStartingWith("Invalid value 12 for parameter 'run_id' supplied");
    assertThatThrownBy(() -> read("{\"run_id\":\"r\",\"items\":[{\"key\":\"a\",\"value\":\"x\"}]}"))
        .hasMessageStartingWith("Invalid value \"x\" for parameter 'items[0].value' supplied");
    assertThatThrownBy(() -> read("{\"run_id\":\"r\",\"step\":1.5}"))
        .hasMessageStartingWith("Invalid value 1.5 for parameter 'step' supplied");
  }

  @Test
  void a_whole_number_may_be_written_with_a_point() {
    assertThat(read("{\"run_id\":\"r\",\"step\":3.0}").step()).isEqualTo(3);
    assertThat(read("{\"run_id\":\"r\",\"step\":1e3}").step()).isEqualTo(1000);
    assertThatThrownBy(() -> read("{\"run_id\":\"r\",\"step\":1e19}"))
        .hasMessageContaining("for parameter 'step' supplied");
  }

  @Test
  void what_is_not_json_is_a_malformed_request() {
    for (String broken : List.of("", "{", "nope", "[1]", "{\"run_id\":\"r\"} trailing", "12")) {
      assertThatThrownBy(() -> read(broken))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }
  }

  @Test
  void json_in_a_json_string_is_read_as_old_clients_send_it() {
    assertThat(read("\"{\\\"run_id\\\":\\\"r\\\"}\"").runId()).isEqualTo("r");
  }

  record Free(long seq, Map<String, Object> fields) {}

  @Test
  void an_object_of_anything_is_read_from_bytes_as_from_a_tree() {
    String json =
        "{\"seq\":1,\"fields\":{\"a\":1,\"b\":12345678901,\"c\":1.5,\"d\":null,\"e\":[1,\"x\",{\"f\":true}],"
            + "\"g\":{},\"h\":123456789012345678901234567890,\"i\":NaN}}";
    Free streamed = Mapper.read(json.getBytes(StandardCharsets.UTF_8), Free.class);

    assertThat(streamed).isEqualTo(Mapper.read(json, Free.class));
    assertThat(streamed.fields()).containsEntry("b", 12345678901L).containsEntry("d", null);
  }

  @Test
  void an_object_that_is_left_out_is_empty_and_one_with_a_name_twice_is_refused() {
    assertThat(Mapper.read("{\"seq\":1}".getBytes(StandardCharsets.UTF_8), Free.class).fields())
        .isEmpty();
    byte[] twice = "{\"seq\":1,\"fields\":{\"a\":1,\"a\":2}}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Mapper.read(twice, Free.class))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("Duplicate field");
  }
}
