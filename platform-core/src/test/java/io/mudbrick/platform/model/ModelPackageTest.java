package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackageTest {
  @TempDir Path dir;

  private static Frame frame(Trained trained) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < trained.width(); k++) {
      names.add("f" + k);
    }
    LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    for (int k = 0; k < trained.width(); k++) {
      double[] values = new double[trained.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = trained.rows()[i * trained.width() + k];
      }
      columns.put(names.get(k), Column.doubles(values));
    }
    return Frame.of(columns);
  }

  private static Preparation asIs(Frame rows) {
    PreparationBuilder builder = Preparation.fit(rows);
    rows.names().forEach(name -> builder.numeric(name, Numbers.FOR_TREES));
    return builder.build();
  }

  private static ModelPackage.Builder pack(Frame rows, Estimator estimator, Target target) {
    return ModelPackage.builder()
        .target(target)
        .preparation(asIs(rows))
        .estimator(estimator)
        .signature(new ModelSignature(Schema.of(rows), null))
        .inputExample(rows.slice(0, 3))
        .modelUuid("u")
        .created(Instant.EPOCH);
  }

  @Test
  void a_written_model_loads_and_scores_as_before() {
    Trained trained = Trained.binary();
    Frame rows = frame(trained);
    ModelPackage model =
        pack(rows, trained.estimator(), Target.binary("churn", "No", "Yes", 0.5)).build();
    MlModel written = model.write(dir);
    LoadedModel loaded = ModelLoader.load(dir);
    assertThat(loaded.descriptor()).isEqualTo(written);
    assertThat(written.flavors().keySet()).contains("mudbrick", "xgboost");
    Predictions predictions = loaded.predict(rows);
    assertThat(predictions.classes()).containsExactly("No", "Yes");
    for (int i = 0; i < rows.rows(); i++) {
      double yes = predictions.probability(i, 1);
      assertThat(yes).isEqualTo(trained.answers()[i][0], Offset.offset(1e-7));
      assertThat(predictions.values().value(i)).isEqualTo(yes >= 0.5 ? "Yes" : "No");
      assertThat(predictions.probability(i, 0)).isEqualTo(1 - yes);
    }
    assertThat(dir.resolve("requirements.txt")).content().contains("xgboost==");
    assertThat(dir.resolve("input_example.json")).content().contains("\"columns\":[\"f0\"");
  }

  @Test
  void an_optional_column_that_a_caller_leaves_out_is_missing_in_every_row() {
    Trained trained = Trained.binary();
    Frame rows = frame(trained);
    String last = rows.names().get(rows.names().size() - 1);
    Schema schema = Schema.of(rows.without(last));
    List<Field> fields = new ArrayList<>(schema.fields());
    fields.add(Field.optional(last, DataType.DOUBLE));
    pack(rows, trained.estimator(), Target.binary("churn", "No", "Yes", 0.5))
        .signature(new ModelSignature(new Schema(fields), null))
        .build()
        .write(dir);
    LoadedModel loaded = ModelLoader.load(dir);
    double[] nothing = new double[rows.rows()];
    Arrays.fill(nothing, Double.NaN);

    assertThat(loaded.predict(rows.without(last)).probability(0, 1))
        .isEqualTo(loaded.predict(rows.with(last, Column.doubles(nothing))).probability(0, 1));
    String first = rows.names().get(0);
    assertThatThrownBy(() -> loaded.predict(rows.without(first)))
        .hasMessageContaining("missing inputs ['" + first + "']");
  }

  @Test
  void a_row_alone_has_the_bits_it_has_in_a_batch() {
    for (Trained trained :
        List.of(Trained.binary(), Trained.on("multi:softprob", 3, Map.of(), 5))) {
      Frame rows = frame(trained);
      Target target =
          trained.answers()[0].length == 1
              ? Target.binary("y", false, true, 0.5)
              : Target.multiclass("y", List.of(1L, 2L, 3L));
      Scorer scorer = pack(rows, trained.estimator(), target).build().scorer();
      Predictions batch = scorer.score(rows);
      for (int i = 0; i < rows.rows(); i++) {
        Predictions alone = scorer.score(rows.slice(i, i + 1));
        assertThat(alone.values().value(0)).isEqualTo(batch.values().value(i));
        for (int k = 0; k < batch.classes().size(); k++) {
          assertThat(Double.doubleToRawLongBits(alone.probability(0, k)))
              .isEqualTo(Double.doubleToRawLongBits(batch.probability(i, k)));
        }
      }
    }
  }

  @Test
  void a_linear_model_keeps_its_numbers_on_disk() {
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1, 2.5), List.of(-3, 0.1)));
    LinearModel linear =
        new LinearModel(
            LinearModel.Link.LOGISTIC,
            List.of("a", "b"),
            new double[][] {{0.1, -1 / 3.0}},
            new double[] {0.7},
            new double[] {0, 0});
    pack(rows, linear, Target.binary("y", 0L, 1L, 0.4)).build().write(dir);
    LoadedModel loaded = ModelLoader.load(dir);
    assertThat(loaded.descriptor().flavors()).doesNotContainKey("xgboost");
    double expected = 1 / (1 + Math.exp(-(0.7 + 0.1 - 2.5 / 3)));
    Predictions predictions = loaded.predict(rows);
    assertThat(predictions.probability(0, 1)).isCloseTo(expected, Offset.offset(1e-15));
    assertThat(predictions.values().value(0)).isEqualTo(1L);
    assertThat(predictions.values().value(1)).isEqualTo(1L);
  }

  @Test
  void softmax_and_identity_links_answer_classes_and_numbers() {
    Frame rows = Frame.split(List.of("a"), List.of(List.of(1.0)));
    LinearModel softmax =
        new LinearModel(
            LinearModel.Link.SOFTMAX,
            List.of("a"),
            new double[][] {{0}, {1}, {2}},
            new double[] {0, 0, 0},
            new double[] {0});
    Predictions classes =
        pack(rows, softmax, Target.multiclass("y", List.of("a", "b", "c")))
            .build()
            .scorer()
            .score(rows);
    assertThat(classes.values().value(0)).isEqualTo("c");
    assertThat(classes.probability(0, 0) + classes.probability(0, 1) + classes.probability(0, 2))
        .isCloseTo(1, Offset.offset(1e-15));
    LinearModel identity =
        new LinearModel(
            LinearModel.Link.IDENTITY,
            List.of("a"),
            new double[][] {{2}},
            new double[] {3},
            new double[] {0});
    Predictions numbers = pack(rows, identity, Target.regression("y")).build().scorer().score(rows);
    assertThat(numbers.values().value(0)).isEqualTo(5.0);
    assertThatThrownBy(() -> numbers.probability(0, 0)).isInstanceOf(PlatformException.class);
  }

  @Test
  void parts_that_do_not_fit_are_not_written() {
    Trained trained = Trained.binary();
    Frame rows = frame(trained);
    assertThatThrownBy(
            () ->
                pack(rows, trained.estimator(), Target.multiclass("y", List.of(1L, 2L, 3L)))
                    .build()
                    .write(dir))
        .hasMessageContaining("3 classes");
    assertThatThrownBy(
            () ->
                pack(rows.without("f0"), trained.estimator(), Target.regression("y"))
                    .build()
                    .write(dir))
        .hasMessageContaining("6 features");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void packed_lookups_are_named_in_the_mlmodel() {
    Trained trained = Trained.binary();
    byte[] spec = "{}".getBytes(StandardCharsets.UTF_8);
    MlModel written =
        pack(frame(trained), trained.estimator(), Target.binary("y", false, true, 0.5))
            .featureSpec("features/feature_spec.json", spec)
            .metadata("trial", 3L)
            .runId("r")
            .build()
            .write(dir);
    assertThat(written.featureSpec()).isEqualTo("features/feature_spec.json");
    assertThat(dir.resolve("features/feature_spec.json")).hasBinaryContent(spec);
    assertThat(MlModel.read(dir).metadata()).containsEntry("trial", 3L);
  }

  @Test
  void the_same_model_is_written_with_the_same_bytes() throws IOException {
    Trained trained = Trained.binary();
    ModelPackage model =
        pack(frame(trained), trained.estimator(), Target.binary("y", false, true, 0.5)).build();
    model.write(dir.resolve("a"));
    model.write(dir.resolve("b"));
    for (String name :
        List.of(
            "MLmodel",
            "preparation.json",
            "model.ubj",
            "requirements.txt",
            "conda.yaml",
            "python_env.yaml",
            "code/mudbrick_model.py",
            "input_example.json",
            "serving_input_example.json")) {
      assertThat(Files.readAllBytes(dir.resolve("a").resolve(name)))
          .isEqualTo(Files.readAllBytes(dir.resolve("b").resolve(name)));
    }
  }

  @Test
  void names_that_leave_the_directory_are_refused() throws IOException {
    Trained trained = Trained.binary();
    ModelPackage.Builder builder =
        pack(frame(trained), trained.estimator(), Target.binary("y", false, true, 0.5));
    builder.build().write(dir);
    String yaml = Files.readString(dir.resolve("MLmodel"));
    for (String path : List.of("../x", "/etc/passwd", "a/../../x", ".")) {
      Files.writeString(
          dir.resolve("MLmodel"),
          yaml.replace("preparation: preparation.json", "preparation: '" + path + "'"));
      assertThatThrownBy(() -> ModelLoader.load(dir))
          .hasMessageContaining("leaves the model directory");
    }
    assertThatThrownBy(() -> builder.file("../x", new byte[0]).build().write(dir))
        .hasMessageContaining("leaves the model directory");
  }

  @Test
  void a_native_model_that_python_wrote_scores_as_a_booster() throws IOException {
    Trained trained = Trained.on("multi:softprob", 3, Map.of(), 5);
    Files.write(dir.resolve("model.ubj"), trained.ubj());
    Files.writeString(
        dir.resolve("MLmodel"),
        "flavors:\n  python_function:\n    loader_module: mlflow.xgboost\n  xgboost:\n"
            + "    data: model.ubj\n    model_class: xgboost.core.Booster\n");
    Predictions booster = ModelLoader.load(dir).predict(frame(trained));
    assertThat(booster.classes()).isEmpty();
    assertThat((List<?>) booster.values().value(0)).hasSize(3);
    String yaml = Files.readString(dir.resolve("MLmodel"));
    Files.writeString(
        dir.resolve("MLmodel"),
        yaml.replace("xgboost.core.Booster", "xgboost.sklearn.XGBClassifier"));
    Predictions classifier = ModelLoader.load(dir).predict(frame(trained));
    assertThat(classifier.classes()).containsExactly(0L, 1L, 2L);
    assertThat(classifier.values().kind()).isEqualTo(Column.Kind.LONG);
  }

  @Test
  void a_pickle_is_refused_with_the_way_out() throws IOException {
    Files.writeString(
        dir.resolve("MLmodel"),
        "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n"
            + "  sklearn:\n    pickled_model: model.pkl\n");
    assertThat(ModelLoader.canScore(MlModel.read(dir))).isFalse();
    assertThatThrownBy(() -> ModelLoader.load(dir))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("'sklearn'")
        .hasMessageContaining("mlflow.onnx.log_model");
  }
}
