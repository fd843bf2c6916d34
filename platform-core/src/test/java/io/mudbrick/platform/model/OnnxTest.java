package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Python's ONNX Runtime says of the graphs stands beside them: see make.py in their folder.
 */
class OnnxTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"classifier", "tensor", "regressor", "pipeline"})
  void answers_are_those_of_python(String name) throws IOException {
    JsonNode expected = JSON.readTree(resource(name + ".json"));
    Frame rows = rows(expected);
    Column answers = load(resource(name + ".onnx")).score(rows).values();
    for (int row = 0; row < rows.rows(); row++) {
      JsonNode answer = JSON.valueToTree(answers.value(row));
      assertThat(answer.size()).isEqualTo(expected.get("outputs").size());
      int at = row;
      expected
          .get("outputs")
          .properties()
          .forEach(output -> assertAlike(answer.get(output.getKey()), output.getValue().get(at)));
    }
  }

  private static void assertAlike(JsonNode actual, JsonNode expected) {
    if (expected.isContainerNode()) {
      assertThat(actual.size()).isEqualTo(expected.size());
      expected.properties().forEach(e -> assertAlike(actual.get(e.getKey()), e.getValue()));
      for (int i = 0; expected.isArray() && i < expected.size(); i++) {
        assertAlike(actual.get(i), expected.get(i));
      }
    } else {
      assertThat(actual.doubleValue()).isCloseTo(expected.doubleValue(), within(1e-6));
    }
  }

  @Test
  void missing_columns_and_wrong_widths_are_named() throws IOException {
    Scorer pipeline = load(resource("pipeline.onnx"));
    assertThatThrownBy(() -> pipeline.score(Frame.row(Map.of("a", 1.0, "b", 2.0))))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("Model is missing inputs ['c']");
    Scorer classifier = load(resource("classifier.onnx"));
    assertThatThrownBy(() -> classifier.score(Frame.row(Map.of("a", 1.0))))
        .hasMessageContaining("declares 3 inputs but the provided value only has 1");
    assertThatThrownBy(() -> classifier.score(Frame.row(Map.of("a", 1.0, "b", "x", "c", 2.0))))
        .hasMessageContaining("'x' is not a number");
    assertThatThrownBy(() -> classifier.contributions(Frame.row(Map.of("a", 1.0))))
        .hasMessageContaining("cannot say how its features contribute");
  }

  @Test
  void weights_are_not_read_from_outside_of_the_model() throws IOException {
    assertThatThrownBy(() -> load(resource("thief.onnx")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("ONNX model");
  }

  @Test
  void every_truncation_is_refused() throws IOException {
    byte[] graph = resource("regressor.onnx");
    for (int length = 0; length < graph.length; length += 97) {
      byte[] bytes = Arrays.copyOf(graph, length);
      assertThat(catchThrowable(() -> load(bytes))).isInstanceOf(PlatformException.class);
    }
  }

  private Scorer load(byte[] graph) throws IOException {
    Files.write(dir.resolve("model.onnx"), graph);
    MlModel model = MlModel.builder().flavor("onnx", Map.of("data", "model.onnx")).build();
    Files.writeString(dir.resolve(MlModel.FILE), model.toYaml());
    return ModelLoader.load(dir).scorer();
  }

  private static Frame rows(JsonNode expected) {
    List<String> names = new ArrayList<>();
    expected.get("columns").forEach(name -> names.add(name.asText()));
    List<List<Object>> data = JSON.convertValue(expected.get("rows"), new TypeReference<>() {});
    return Frame.split(names, data);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = OnnxTest.class.getResourceAsStream("onnx/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
