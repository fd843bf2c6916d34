package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Honest files, changed at random but repeatably: each is read and scored, or refused by an error
 * with a name, and costs no more memory than its length allows. Steps need no bound of their own:
 * whatever is walked was allocated, and no walk comes twice to a node.
 */
class ModelFuzzTest {
  private static final int FEW = 400;

  /** {@code -Dfuzz.inputs=} of each format. */
  private static final int MANY = Integer.getInteger("fuzz.inputs", 100_000);

  /** What reading may allocate: as much for every file, and so many times its length. */
  private static final long EACH = 24L << 20;

  private static final int TIMES = 400;

  private static final Set<ErrorCode> NAMED =
      Set.of(ErrorCode.BAD_REQUEST, ErrorCode.INVALID_PARAMETER_VALUE);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> formats() {
    return Stream.of(
        format("XGBoost UBJSON", xgboost(Estimator.Format.UBJ), files("xgboost/%s.ubj")),
        format("XGBoost JSON", xgboost(Estimator.Format.JSON), files("xgboost/%s.json")),
        format(
            "LightGBM",
            bytes -> score(new Estimator.LightGbm(bytes)),
            Stream.of("binary", "categories", "forest", "linear", "multiclass", "pandas")
                .map(name -> resource("lightgbm/" + name + ".txt"))
                .toList()),
        format(
            "Tribuo",
            bytes -> score(NativeModel.tribuo(bytes)),
            Stream.of("logistic", "tree", "forest", "values", "lines")
                .map(TribuoTest::serialized)
                .toList()),
        format(
            "ONNX signature",
            NativeModel::onnx,
            Stream.of("classifier", "pipeline", "regressor", "tensor")
                .map(name -> resource("onnx/" + name + ".onnx"))
                .toList()),
        format(
            "MLmodel",
            bytes -> MlModel.parse(new String(bytes, StandardCharsets.UTF_8)).toYaml(),
            List.of(utf8(MLMODEL))),
        format(
            "preparation",
            bytes -> Preparation.parse(new String(bytes, StandardCharsets.UTF_8)).toJson(),
            List.of(utf8(PREPARATION))),
        format(
            "signature",
            bytes -> Schema.parse(new String(bytes, StandardCharsets.UTF_8)).toJson(),
            List.of(utf8(SIGNATURE))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void what_was_changed_is_read_or_refused(
      String name, Consumer<byte[]> read, List<byte[]> honest) {
    fuzz(read, honest, new Random(11), FEW);
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void what_was_changed_is_read_or_refused_very_often(
      String name, Consumer<byte[]> read, List<byte[]> honest) {
    fuzz(read, honest, new Random(12), MANY);
  }

  private static void fuzz(Consumer<byte[]> read, List<byte[]> honest, Random random, int inputs) {
    honest.forEach(read);
    Mutations mutations = new Mutations(random, honest);
    for (int i = 0; i < inputs; i++) {
      byte[] bytes = mutations.next();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        read.accept(bytes);
      } catch (PlatformException e) {
        assertThat(e.code()).isIn(NAMED);
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "input " + i + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
      }
      long spent = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(spent).as("bytes for input %s", i).isLessThan(EACH + TIMES * (long) bytes.length);
    }
  }

  private static Consumer<byte[]> xgboost(Estimator.Format format) {
    return bytes -> score(new Estimator.XgBoost(bytes, format));
  }

  private static void score(Estimator estimator) {
    FeatureModel model = FeatureModel.of(estimator);
    float[] row = new float[model.features()];
    double[] out = new double[model.outputs()];
    for (int i = 0; i < row.length; i++) {
      row[i] = i % 3 == 0 ? Float.NaN : i - 2;
    }
    model.evaluator().predict(row, 0, out);
    model.evaluator().predictAll(row, 1, out, 0);
  }

  private static void score(NativeModel model) {
    assertThat(model.signature()).isNotNull();
  }

  private static List<byte[]> files(String pattern) {
    return Stream.of("partition", "classes", "dart", "linear", "vectors", "targets")
        .map(name -> resource(pattern.formatted(name)))
        .toList();
  }

  private static Arguments format(String name, Consumer<byte[]> read, List<byte[]> honest) {
    return Arguments.of(name, read, honest);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ModelFuzzTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String MLMODEL =
      """
      artifact_path: model
      flavors:
        python_function: &one
          data: model.ubj
          env: {conda: conda.yaml, virtualenv: python_env.yaml}
          loader_module: mlflow.xgboost
          python_version: 3.11.7
        xgboost:
          code: null
          data: model.ubj
          model_class: xgboost.core.Booster
          nested: [1, 2.5, true, ~, [a, b], *one]
      metadata:
        owner: 'somebody'
        when: "2026-01-01"
      mlflow_version: 3.11.1
      model_size_bytes: 1234
      model_uuid: 8d1ba5b1
      run_id: r
      saved_input_example_info:
        artifact_path: input_example.json
        pandas_orient: split
        type: dataframe
      signature:
        inputs: '[{"type": "double", "name": "a", "required": true}]'
        outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1]}}]'
        params: '[{"name": "p", "type": "string", "default": "x", "shape": null}]'
      utc_time_created: '2026-11-22 12:00:00.123456'
      """;

  private static final String PREPARATION =
      """
      {"format": "mudbrick.preparation", "version": 1, "features": ["a", "c=x", "c=y", "o", "t"],
       "steps": [
        {"column": "a", "step": "numeric", "impute": null, "missing_indicator": false, "shift": 0.0, "scale": 1.0},
        {"column": "c", "step": "one_hot", "categories": ["x", "y"], "other": false},
        {"column": "o", "step": "ordinal", "categories": ["x", "y"]},
        {"column": "t", "step": "target_mean", "means": {"x": 0.5}, "fallback": 0.25}]}
      """;

  private static final String SIGNATURE =
      """
      [{"type": "long", "name": "a", "required": true},
       {"type": "array", "items": {"type": "map", "values": {"type": "string"}}, "name": "b"},
       {"type": "object", "properties": {"x": {"type": "double", "required": false}}, "name": "c"}]
      """;
}
