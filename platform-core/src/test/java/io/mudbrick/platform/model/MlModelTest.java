package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlModelTest {
  /** As the Python client 3.17 wrote it. */
  private static final String PYTHON =
      """
      flavors:
        python_function:
          data: model.ubj
          env:
            conda: conda.yaml
            virtualenv: python_env.yaml
          loader_module: mlflow.xgboost
          python_version: 3.11.7
        xgboost:
          code: null
          data: model.ubj
          model_class: xgboost.core.Booster
          model_format: ubj
          xgb_version: 3.2.0
      is_signature_from_type_hint: false
      mlflow_version: 3.17.2
      model_id: null
      model_size_bytes: 3434
      model_uuid: 4f572d3f78604950bfffc46b09b1b478
      prompts: null
      run_id: 1234e567890123456789012345678901
      saved_input_example_info:
        artifact_path: input_example.json
        pandas_orient: split
        serving_input_path: serving_input_example.json
        type: dataframe
      signature:
        inputs: '[{"type": "double", "name": "a", "required": true}, {"type": "double",
          "name": "b", "required": true}]'
        outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1]}}]'
        params: null
      type_hint_from_example: false
      utc_time_created: '2026-11-22 06:37:02.200979'
      """;

  @Test
  void reads_what_python_wrote() {
    MlModel model = MlModel.parse(PYTHON);
    assertThat(model.flavors().keySet()).containsExactly("python_function", "xgboost");
    assertThat(model.flavors().get("xgboost")).containsEntry("model_format", "ubj");
    assertThat(model.runId()).isEqualTo("1234e567890123456789012345678901");
    assertThat(model.modelId()).isNull();
    assertThat(model.sizeBytes()).isEqualTo(3434);
    assertThat(model.created()).isEqualTo(Instant.parse("2026-11-22T06:37:02.200979Z"));
    assertThat(model.signature().inputs().names()).containsExactly("a", "b");
    assertThat(model.signature().outputs().fields().get(0).type())
        .isEqualTo(new FieldType.Tensor("float32", List.of(-1)));
    assertThat(model.inputExample().servingPath()).isEqualTo("serving_input_example.json");
    assertThat(model.extra()).containsEntry("is_signature_from_type_hint", false);
  }

  @Test
  void prints_what_it_reads() {
    MlModel model = MlModel.parse(PYTHON);
    assertThat(MlModel.parse(model.toYaml())).isEqualTo(model);
  }

  @Test
  void scalars_that_some_yaml_reads_as_something_else_are_quoted() {
    List<String> words =
        List.of(
            "Yes",
            "no",
            "on",
            "null",
            "~",
            "1e3",
            "0x1F",
            "12:30",
            "2026-01-01",
            "",
            " a",
            "a: b",
            "- a",
            "#",
            "it's",
            "a\nb",
            "\u0007",
            "=",
            "*x",
            "{",
            "ü",
            "1_000",
            "true");
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("classes", words);
    config.put("numbers", Arrays.asList(1L, -0.5, 1e300, 1e-300, Double.NaN, null, true));
    words.forEach(word -> config.put("key " + word, Map.of()));
    MlModel model = MlModel.builder().flavor("f", config).build();
    Map<String, Object> read = MlModel.parse(model.toYaml()).flavors().get("f");
    assertThat(read.get("classes")).isEqualTo(words);
    assertThat(read.get("numbers")).isEqualTo(config.get("numbers"));
    assertThat(read.keySet()).isEqualTo(config.keySet());
    assertThat(model.toYaml()).contains("- 'Yes'").contains("- '2026-01-01'");
  }

  @Test
  void a_yaml_bomb_is_refused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a" + i + ": &a" + i + " [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a" + (i - 1) + "]\n");
    }
    assertRefused(bomb + "flavors: {}\n", "expand");
  }

  @Test
  void depth_size_cycles_duplicates_and_tags_are_refused_or_harmless() {
    assertRefused("flavors: " + "[".repeat(200) + "]".repeat(200), "nests");
    assertRefused("x: '" + "y".repeat(5 << 20) + "'\nflavors: {}", "longer");
    assertRefused("flavors: &a\n  b: *a\n", "alias");
    assertRefused("flavors: {}\nflavors: {}\n", "twice");
    assertRefused("- 1\n", "mapping");
    assertRefused("run_id: 1\n", "'flavors' is missing");
    assertRefused("flavors: {\n", "");
    MlModel model =
        MlModel.parse("flavors: {}\nx: !!javax.script.ScriptEngineManager [http://example.com]\n");
    assertThat(model.extra().get("x")).isEqualTo(List.of("http://example.com"));
  }

  @Test
  void nested_schemas_survive_a_round_trip() {
    String json =
        "[{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"long\","
            + "\"required\":false}}},\"name\":\"a\",\"required\":true},"
            + "{\"type\":\"map\",\"values\":{\"type\":\"any\"},\"name\":\"m\",\"required\":false}]";
    assertThat(Schema.parse(json).toJson()).isEqualTo(json);
    assertThatThrownBy(() -> Schema.parse("[{\"type\":\"decimal\",\"name\":\"x\"}]"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    assertThatThrownBy(() -> Schema.parse("nonsense")).isInstanceOf(PlatformException.class);
  }

  @Test
  void a_directory_without_an_mlmodel_says_so(@TempDir Path dir) {
    assertThatThrownBy(() -> ModelLoader.load(dir))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST));
  }

  private static void assertRefused(String yaml, String reason) {
    assertThatThrownBy(() -> MlModel.parse(yaml))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(reason);
  }
}
