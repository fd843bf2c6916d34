package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What XGBoost 3.2.0 says of its models stands beside them: see make.py in their folder. */
class XgBoostFilesTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "partition",
        "onehot",
        "classes",
        "softmax",
        "dart",
        "linear",
        "linear_classes",
        "targets",
        "vectors",
        "labels",
        "quantiles",
        "hinge",
        "cox",
        "rank",
        "gamma"
      })
  void answers_and_contributions_are_those_of_the_library(String name) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(resource(name + ".answers.json"));
    Frame rows = rows(expected);
    for (String ending : List.of(".ubj", ".json")) {
      Scorer scorer = load(resource(name + ending), "xgboost.core.Booster");
      Column answers = scorer.score(rows).values();
      Contributions contributions = scorer.contributions(rows);
      int outputs = contributions.outputs();
      for (int row = 0; row < rows.rows(); row++) {
        double[] answer = numbers(expected.get("answers").get(row));
        double[] own = asArray(answers.value(row));
        assertThat(own).hasSameSizeAs(answer);
        for (int k = 0; k < own.length; k++) {
          // the last bit is left to the C library's exp
          assertThat(own[k]).isCloseTo(answer[k], within((double) Math.ulp((float) answer[k])));
        }
        double[] parts = numbers(expected.path("contributions").path(row));
        double[] margin = numbers(expected.get("margins").get(row));
        for (int k = 0; k < margin.length; k++) {
          double sum = contributions.base()[k];
          int width = contributions.features().size();
          for (int i = 0; i < width; i++) {
            double part = contributions.value(row, k, i);
            sum += part;
            if (parts.length > 0) {
              assertThat(part).isCloseTo(parts[k * (width + 1) + i], within(1e-5));
            }
          }
          assertThat(sum).isCloseTo(margin[k], within(1e-5));
        }
        assertThat(margin).hasSize(name.equals("softmax") ? outputs : margin.length);
      }
    }
  }

  @Test
  void the_codes_of_categories_do_as_well_as_their_values() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(resource("partition.answers.json"));
    Frame rows = rows(expected);
    Scorer scorer = load(resource("partition.ubj"), "xgboost.core.Booster");
    List<String> letters = List.of("a", "e", "i", "o", "p", "q", "r", "s", "t", "u", "w", "y");
    double[] codes = new double[rows.rows()];
    for (int row = 0; row < codes.length; row++) {
      Object letter = rows.column("k").value(row);
      codes[row] = letter == null ? Double.NaN : letters.indexOf(letter.toString());
    }
    Column coded = scorer.score(rows.with("k", Column.doubles(codes))).values();
    Column named = scorer.score(rows).values();
    for (int row = 0; row < codes.length; row++) {
      assertThat(coded.number(row)).isEqualTo(named.number(row));
    }
  }

  @Test
  void a_category_that_training_did_not_see_is_refused_as_xgboost_refuses_it() throws IOException {
    Frame rows = rows(new ObjectMapper().readTree(resource("partition.answers.json"))).slice(0, 1);
    Scorer scorer = load(resource("partition.ubj"), "xgboost.core.Booster");
    assertThatThrownBy(() -> scorer.score(rows.with("k", Column.strings("never"))))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "Found a category not in the training set for the `3`th (0-based) column: `never`.");
  }

  @Test
  void the_classifier_of_scikit_learn_answers_labels() throws IOException {
    Frame rows = rows(new ObjectMapper().readTree(resource("labels.answers.json")));
    Scorer several = load(resource("labels.ubj"), "xgboost.sklearn.XGBClassifier");
    assertThat(several.score(rows).values().value(0)).isIn(List.of(1L, 0L), List.of(0L, 1L));
    Scorer classes = load(resource("classes.ubj"), "xgboost.sklearn.XGBClassifier");
    Frame mixed = rows(new ObjectMapper().readTree(resource("classes.answers.json")));
    assertThat(classes.score(mixed).classes()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void one_row_has_the_bits_that_it_has_in_a_batch() throws IOException {
    for (String name : List.of("classes", "softmax", "targets")) {
      Frame rows = rows(new ObjectMapper().readTree(resource(name + ".answers.json")));
      Scorer scorer = load(resource(name + ".ubj"), "xgboost.core.Booster");
      Column all = scorer.score(rows).values();
      for (int row = 0; row < rows.rows(); row++) {
        assertThat(scorer.score(rows.slice(row, row + 1)).values().value(0))
            .isEqualTo(all.value(row));
      }
    }
  }

  @Test
  void hostile_categories_and_weights_are_refused_with_the_reason() throws IOException {
    String trees = new String(resource("partition.json"), StandardCharsets.UTF_8);
    assertRefused(
        trees.replaceFirst("\"categories\":\\[[0-9]+", "\"categories\":[-1"), "no category");
    assertRefused(
        trees.replaceFirst("\"categories\":\\[[0-9]+", "\"categories\":[16777216"), "no category");
    assertRefused(
        trees.replaceFirst("\"categories_sizes\":\\[[0-9]+", "\"categories_sizes\":[2000000000"),
        "not in its list");
    assertRefused(
        trees.replaceFirst("\"categories_nodes\":\\[[0-9]+", "\"categories_nodes\":[9999"),
        "node 9999");
    assertRefused(
        trees.replaceFirst("\"categories_segments\":\\[0,", "\"categories_segments\":["),
        "unequal lengths");
    assertRefused(
        trees.replaceFirst("\"offsets\":\\[0,1,", "\"offsets\":[0,9999,"), "a list of strings");
    String dart = new String(resource("dart.json"), StandardCharsets.UTF_8);
    assertRefused(dart.replaceFirst("\"weight_drop\":\\[[^,]+,", "\"weight_drop\":["), "weight");
    assertRefused(dart.replaceFirst("\"weight_drop\":\\[[^,]+", "\"weight_drop\":[NaN"), "finite");
    String linear = new String(resource("linear.json"), StandardCharsets.UTF_8);
    assertRefused(linear.replaceFirst("\"weights\":\\[[^,]+,", "\"weights\":["), "a weight for");
    assertRefused(linear.replaceFirst("\"weights\":\\[[^,]+", "\"weights\":[NaN"), "finite");
    String vectors = new String(resource("vectors.json"), StandardCharsets.UTF_8);
    assertRefused(vectors.replace("leaf_weights", "leaf_w"), "before XGBoost 3.2");
    assertRefused(
        vectors.replaceFirst("\"leaf_weights\":\\[[^,]+,", "\"leaf_weights\":["),
        "16 leaves have 31");
    assertRefused(vectors.replace("\"size_leaf_vector\":\"2\"", "\"size_leaf_vector\":\"9\""), "9");
  }

  private void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> load(json.getBytes(StandardCharsets.UTF_8), "xgboost.core.Booster"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(reason);
  }

  private Scorer load(byte[] model, String modelClass) throws IOException {
    Files.write(dir.resolve("model.ubj"), model);
    MlModel descriptor =
        MlModel.builder()
            .flavor("xgboost", Map.of("data", "model.ubj", "model_class", modelClass))
            .build();
    Files.writeString(dir.resolve(MlModel.FILE), descriptor.toYaml());
    return ModelLoader.load(dir).scorer();
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
    try (InputStream in = XgBoostFilesTest.class.getResourceAsStream("xgboost/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
