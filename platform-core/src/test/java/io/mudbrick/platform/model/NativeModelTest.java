package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeModelTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path dir;

  @Test
  void a_booster_of_xgboost_is_written_as_mlflow_writes_it() throws IOException {
    JsonNode expected = JSON.readTree(resource("xgboost/partition.answers.json"));
    Frame rows = rows(expected);
    MlModel written =
        NativeModel.xgboost(resource("xgboost/partition.ubj"), Estimator.Format.UBJ)
            .withInputExample(rows.slice(0, 3))
            .write(dir, MlModel.builder().runId("r").modelUuid("u").created(Instant.EPOCH));
    assertThat(written.flavors().get("python_function"))
        .containsEntry("loader_module", "mlflow.xgboost")
        .containsEntry("data", "model.ubj");
    assertThat(written.flavors().get("xgboost")).containsEntry("xgb_version", "3.2.0");
    assertThat(written.signature().inputs().names()).containsExactly("a", "b", "c", "k", "m");
    assertThat(written.signature().inputs().fields().get(3).type())
        .isEqualTo(new FieldType.Scalar(DataType.STRING));
    assertThat(Files.readString(dir.resolve("requirements.txt"))).contains("xgboost==");
    assertThat(dir.resolve("serving_input_example.json")).exists();
    assertThat(MlModel.read(dir)).isEqualTo(written);
    Column answers = ModelLoader.load(dir).predict(rows).values();
    assertThat(answers.number(0))
        .isCloseTo(expected.get("answers").get(0).get(0).asDouble(), within(1e-7));
  }

  @Test
  void a_booster_of_lightgbm_is_written_as_mlflow_writes_it() throws IOException {
    JsonNode expected = JSON.readTree(resource("lightgbm/pandas.json"));
    MlModel written =
        NativeModel.lightgbm(resource("lightgbm/pandas.txt")).write(dir, MlModel.builder());
    assertThat(written.flavors().get("lightgbm")).containsEntry("data", "model.lgb");
    assertThat(written.signature().inputs().fields().get(5))
        .isEqualTo(Field.of("k", DataType.STRING));
    Column answers = ModelLoader.load(dir).predict(rows(expected)).values();
    assertThat(answers.number(0))
        .isCloseTo(expected.get("answers").get(0).get(0).asDouble(), within(1e-15));
  }

  @Test
  void a_graph_of_one_matrix_takes_its_columns() throws IOException {
    MlModel written =
        NativeModel.onnx(resource("onnx/regressor.onnx")).write(dir, MlModel.builder());
    assertThat(written.flavors().get("python_function"))
        .containsEntry("loader_module", "mlflow.onnx");
    assertThat(written.signature().inputs().fields())
        .containsExactly(new Field(null, new FieldType.Tensor("float32", List.of(-1, 3)), true));
    JsonNode expected = JSON.readTree(resource("onnx/regressor.json"));
    Object answer = ModelLoader.load(dir).predict(rows(expected)).values().value(0);
    assertThat((Double) ((Map<?, ?>) answer).get("variable"))
        .isCloseTo(expected.get("outputs").get("variable").get(0).asDouble(), within(1e-6));
  }

  @Test
  void a_graph_of_several_inputs_takes_columns_by_name() throws IOException {
    MlModel written =
        NativeModel.onnx(resource("onnx/pipeline.onnx")).write(dir, MlModel.builder());
    assertThat(written.signature().inputs().names()).containsExactly("a", "b", "c", "n");
    assertThat(written.signature().inputs().fields().get(2).type())
        .isEqualTo(new FieldType.Tensor("str", List.of(-1, 1)));
    // lists of maps, which MLflow's schemas do not know
    assertThat(written.signature().outputs()).isNull();
    assertThat(NativeModel.onnx(resource("onnx/tensor.onnx")).signature().outputs()).isNotNull();
    Frame rows = rows(JSON.readTree(resource("onnx/pipeline.json")));
    assertThat(ModelLoader.load(dir).predict(rows).rows()).isEqualTo(rows.rows());
  }

  @Test
  void what_is_no_graph_of_one_file_is_not_written() throws IOException {
    assertThatThrownBy(() -> NativeModel.onnx(resource("onnx/thief.onnx")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("another file");
    assertThatThrownBy(() -> NativeModel.onnx(new byte[0]))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("Malformed ONNX model");
    byte[] graph = resource("onnx/tensor.onnx");
    for (int length = 0; length < graph.length; length += 61) {
      byte[] cut = Arrays.copyOf(graph, length);
      assertThatThrownBy(() -> NativeModel.onnx(cut)).isInstanceOf(PlatformException.class);
    }
  }

  @Test
  void a_function_is_loaded_where_somebody_gives_it() throws IOException {
    ModelFunction tariff = ModelFunction.of("acme.tariff/1", NativeModelTest::tariff);
    MlModel written =
        NativeModel.function(
                tariff, Map.of("rates/base.txt", "2.5".getBytes(StandardCharsets.UTF_8)))
            .withSignature(
                new ModelSignature(Schema.of(Field.of("minutes", DataType.DOUBLE)), null))
            .write(dir, MlModel.builder());
    assertThat(written.flavors().get("java_function"))
        .containsEntry("function", "acme.tariff/1")
        .containsEntry("files", List.of("rates/base.txt"));
    assertThat(written.flavors().get("python_function"))
        .containsEntry("loader_module", "mudbrick_java_only");
    assertThat(ModelLoader.canScore(written)).isTrue();
    Frame row = Frame.row(Map.of("minutes", 4L));
    assertThat(ModelLoader.load(dir, List.of(tariff)).predict(row).values().number(0))
        .isEqualTo(10.0);
    assertThatThrownBy(() -> ModelLoader.load(dir))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("the Java function 'acme.tariff/1'")
        .hasMessageContaining("modelFunction");
  }

  @Test
  void the_name_of_a_class_is_a_name_like_any_other() throws IOException {
    Files.writeString(
        dir.resolve("MLmodel"),
        "flavors:\n  java_function:\n    function: java.lang.ProcessBuilder\n");
    assertThatThrownBy(() -> ModelLoader.load(dir))
        .isInstanceOf(PlatformException.class)
        .satisfies(e -> assertThat(((PlatformException) e).code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessageContaining("the Java function 'java.lang.ProcessBuilder'");
  }

  @Test
  void a_function_sees_no_files_outside_of_its_model() throws IOException {
    for (String folder : List.of("..", "/etc", "a/../..", ".")) {
      Files.writeString(
          dir.resolve("MLmodel"),
          "flavors:\n  java_function:\n    function: f\n    data: '" + folder + "'\n");
      assertThatThrownBy(() -> ModelLoader.load(dir))
          .hasMessageContaining("leaves the model directory");
    }
    ModelFunction any = ModelFunction.of("f", NativeModelTest::tariff);
    assertThatThrownBy(
            () ->
                NativeModel.function(any, Map.of("../../x", new byte[0]))
                    .write(dir, MlModel.builder()))
        .hasMessageContaining("leaves the model directory");
  }

  private static Scorer tariff(Path files) {
    double rate;
    try {
      rate = Double.parseDouble(Files.readString(files.resolve("rates/base.txt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows -> {
      double[] out = new double[rows.rows()];
      for (int i = 0; i < out.length; i++) {
        out[i] = rate * rows.column("minutes").number(i);
      }
      return Predictions.values(Column.doubles(out));
    };
  }

  private static Frame rows(JsonNode expected) {
    List<String> names = new ArrayList<>();
    expected.get("columns").forEach(name -> names.add(name.asText()));
    List<List<Object>> data = JSON.convertValue(expected.get("rows"), new TypeReference<>() {});
    return Frame.split(names, data);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = NativeModelTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
