package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What LightGBM 4.7.0 says of its models stands beside them: see make.py in their folder. */
class LightGbmTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binary",
        "multiclass",
        "one_versus_all",
        "regression",
        "root",
        "poisson",
        "zero_is_missing",
        "no_missing",
        "categories",
        "cross_entropy_lambda",
        "dart",
        "forest",
        "pandas",
        "constant"
      })
  void answers_and_contributions_are_those_of_the_library(String name) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(resource(name + ".json"));
    Scorer scorer = load(resource(name + ".txt"));
    Frame rows = rows(expected);
    Column answers = scorer.score(rows).values();
    Contributions contributions = scorer.contributions(rows);
    // raw scores of a forest are sums in the library and means here, as its answers are made of
    int trees = name.equals("forest") ? 8 : 1;
    for (int row = 0; row < rows.rows(); row++) {
      double[] answer = numbers(expected.get("answers").get(row));
      assertThat(asArray(answers.value(row))).containsExactly(answer, within(1e-15));
      double[] parts = numbers(expected.get("contributions").get(row));
      double[] margin = numbers(expected.get("margins").get(row));
      for (int k = 0; k < contributions.outputs(); k++) {
        double sum = contributions.base()[k];
        for (int feature = 0; feature < 6; feature++) {
          double part = contributions.value(row, k, feature);
          assertThat(part * trees).isCloseTo(parts[k * 7 + feature], within(1e-9));
          sum += part;
        }
        assertThat(sum * trees).isCloseTo(margin[k], within(1e-9));
      }
    }
  }

  @Test
  void one_row_has_the_bits_that_it_has_in_a_batch() throws IOException {
    Frame rows = rows(new ObjectMapper().readTree(resource("multiclass.json")));
    Scorer scorer = load(resource("multiclass.txt"));
    Column all = scorer.score(rows).values();
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(scorer.score(rows.slice(row, row + 1)).values().value(0))
          .isEqualTo(all.value(row));
    }
  }

  @Test
  void linear_trees_answer_as_the_library_and_do_not_explain_themselves() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(resource("linear.json"));
    Scorer scorer = load(resource("linear.txt"));
    Frame rows = rows(expected);
    Column answers = scorer.score(rows).values();
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(answers.number(row))
          .isCloseTo(expected.get("answers").get(row).get(0).asDouble(), within(1e-15));
    }
    assertThatThrownBy(() -> scorer.contributions(rows)).hasMessageContaining("linear trees");
    String text = new String(resource("linear.txt"), StandardCharsets.UTF_8);
    assertRefused(text.replaceFirst("leaf_const=[^ ]+", "leaf_const=inf"), "a leaf adds Infinity");
    assertRefused(text.replaceFirst("num_features=[0-9]+", "num_features=-1"), "-1 coefficients");
    assertRefused(
        text.replaceFirst("num_features=[0-9]+", "num_features=2000000000"), "numbers instead of");
    assertRefused(text.replaceFirst("leaf_features=[0-9]+", "leaf_features=6"), "feature 6");
  }

  @Test
  void a_category_that_training_did_not_see_is_missing() throws IOException {
    Scorer scorer = load(resource("pandas.txt"));
    Frame rows = rows(new ObjectMapper().readTree(resource("pandas.json")));
    String[] unknown = new String[rows.rows()];
    Arrays.fill(unknown, "never");
    assertThat(scorer.score(rows.with("k", Column.strings(unknown))).values())
        .usingRecursiveComparison()
        .isEqualTo(scorer.score(rows.with("k", Column.strings(new String[rows.rows()]))).values());
  }

  @Test
  void a_package_of_leaves_is_written_and_loaded_again() throws IOException {
    byte[] text = resource("regression.txt");
    JsonNode expected = new ObjectMapper().readTree(resource("regression.json"));
    List<Preparation.Step> steps = new ArrayList<>();
    expected
        .get("columns")
        .forEach(
            name -> steps.add(new Preparation.Step(name.asText(), ColumnEncoder.Numeric.AS_IS)));
    Frame rows = rows(expected);
    ModelPackage model =
        ModelPackage.builder()
            .target(Target.regression("label"))
            .preparation(new Preparation(steps))
            .estimator(new Estimator.LightGbm(text))
            .signature(new ModelSignature(Schema.of(rows), null))
            .modelUuid(UUID.randomUUID().toString())
            .created(Instant.EPOCH)
            .build();
    MlModel written = model.write(dir);
    assertThat(written.flavors()).containsKeys("mudbrick", "lightgbm", "python_function");
    assertThat(Files.readString(dir.resolve("requirements.txt"))).contains("lightgbm==");
    Column answers = ModelLoader.load(dir).scorer().score(rows).values();
    for (int row = 0; row < rows.rows(); row++) {
      // the preparation makes floats of doubles, which can lead a row beside its threshold
      assertThat(answers.number(row))
          .isCloseTo(expected.get("answers").get(row).get(0).asDouble(), within(0.5));
    }
  }

  @Test
  void what_the_jvm_cannot_score_is_refused_by_name() throws IOException {
    String text = new String(resource("binary.txt"), StandardCharsets.UTF_8);
    assertRefused(text.replace("objective=binary", "objective=mystery"), "'mystery'");
    assertRefused(text.replaceFirst("is_linear=0", "is_linear=1"), "'leaf_const'");
    assertRefused("tree\nversion=v4\n", "ends in the middle");
    assertRefused("<html>", "'tree'");
    write("binary.txt".getBytes(StandardCharsets.UTF_8), "lightgbm.sklearn.LGBMClassifier");
    assertThatThrownBy(() -> ModelLoader.load(dir)).hasMessageContaining("ONNX");
  }

  @Test
  void hostile_trees_are_refused_with_the_reason() throws IOException {
    String text = new String(resource("binary.txt"), StandardCharsets.UTF_8);
    assertRefused(text.replaceFirst("left_child=\\d+", "left_child=0"), "reached twice");
    assertRefused(text.replaceFirst("left_child=\\d+", "left_child=99"), "child 99");
    assertRefused(text.replaceFirst("left_child=\\d+", "left_child=-99"), "child -99");
    assertRefused(text.replaceFirst("left_child=\\d+", "left_child=-2147483648"), "child -2147");
    assertRefused(text.replaceFirst("num_leaves=12", "num_leaves=12\nnum_leaves=12"), "twice");
    assertRefused(text.replaceFirst("split_feature=\\d+", "split_feature=6"), "feature 6");
    assertRefused(text.replaceFirst("\nthreshold=[^ ]+", "\nthreshold=nan"), "threshold");
    assertRefused(text.replaceFirst("leaf_value=[^ ]+", "leaf_value=inf"), "Infinity");
    assertRefused(text.replaceFirst("num_leaves=12", "num_leaves=9999999"), "numbers instead of");
    assertRefused(text.replaceFirst("num_leaves=12", "num_leaves=999999999"), "num_leaves");
    assertRefused(text.replace("max_feature_idx=5", "max_feature_idx=2000000000"), "max_feature");
    String sets = new String(resource("categories.txt"), StandardCharsets.UTF_8);
    assertRefused(sets.replaceFirst("cat_boundaries=0 \\d+", "cat_boundaries=0 900000"), "cat_");
  }

  @Test
  void truncated_and_flipped_bytes_load_or_are_refused() throws IOException {
    byte[] text = resource("categories.txt");
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = i % 4 == 0 ? Arrays.copyOf(text, random.nextInt(text.length)) : text.clone();
      for (int k = 0; k < 3 && bytes.length > 0; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Throwable thrown = catchThrowable(() -> FeatureModel.of(new Estimator.LightGbm(bytes)));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(PlatformException.class);
        assertThat(((PlatformException) thrown).code()).isEqualTo(ErrorCode.BAD_REQUEST);
      }
    }
  }

  private void assertRefused(String text, String reason) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), "lightgbm.basic.Booster");
    assertThatThrownBy(() -> ModelLoader.load(dir))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(reason);
  }

  private Scorer load(byte[] text) throws IOException {
    write(text, "lightgbm.basic.Booster");
    return ModelLoader.load(dir).scorer();
  }

  private void write(byte[] text, String modelClass) throws IOException {
    Files.write(dir.resolve("model.lgb"), text);
    MlModel model =
        MlModel.builder()
            .flavor("lightgbm", Map.of("data", "model.lgb", "model_class", modelClass))
            .build();
    Files.writeString(dir.resolve(MlModel.FILE), model.toYaml());
  }

  private static Frame rows(JsonNode expected) {
    List<String> names = new ArrayList<>();
    expected.get("columns").forEach(name -> names.add(name.asText()));
    List<List<Object>> data =
        new ObjectMapper().convertValue(expected.get("rows"), new TypeReference<>() {});
    return Frame.split(names, data);
  }

  private static double[] asArray(Object value) {
    return value instanceof List<?> list
        ? list.stream().mapToDouble(number -> (Double) number).toArray()
        : new double[] {(Double) Objects.requireNonNull(value)};
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = LightGbmTest.class.getResourceAsStream("lightgbm/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
