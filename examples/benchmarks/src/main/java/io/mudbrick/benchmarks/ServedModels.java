package io.mudbrick.benchmarks;

import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.platform.model.Target;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** Registered models for endpoints. */
final class ServedModels {
  private static final int WIDTH = 28;
  private static final int TREES = 100;
  private static final int DEPTH = 6;
  private static final int TRAINING_ROWS = 20_000;

  private ServedModels() {}

  /** A model that is next to nothing beside the lookup of its features. */
  static String linear(Mudbrick platform, String name, int width, @Nullable FeatureSpec spec)
      throws IOException {
    double[] slopes = new double[width];
    slopes[0] = 1;
    Frame rows = frame(2, width);
    LinearModel model =
        new LinearModel(
            LinearModel.Link.LOGISTIC,
            rows.names(),
            new double[][] {slopes},
            new double[] {0},
            new double[width]);
    register(platform, name, rows, model, spec);
    return name;
  }

  /** 100 trees of depth 6 over 28 features. */
  static String trees(Mudbrick platform, String name) throws IOException, XGBoostError {
    SplittableRandom random = new SplittableRandom(7);
    float[] data = new float[TRAINING_ROWS * WIDTH];
    float[] labels = new float[TRAINING_ROWS];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    for (int row = 0; row < TRAINING_ROWS; row++) {
      int at = row * WIDTH;
      double signal = data[at] * data[at + 1] + data[at + 2] - data[at + 3] * data[at + 3];
      labels[row] = signal + random.nextGaussian() > 0 ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(data, TRAINING_ROWS, WIDTH, Float.NaN);
    matrix.setLabel(labels);
    Map<String, Object> params = Map.of("objective", "binary:logistic", "max_depth", DEPTH);
    byte[] bytes =
        XGBoost.train(matrix, params, TREES, new LinkedHashMap<>(), null, null).toByteArray("ubj");
    matrix.dispose();
    Estimator.XgBoost estimator = new Estimator.XgBoost(bytes, Estimator.Format.UBJ);
    register(platform, name, rows(2), estimator, null);
    return name;
  }

  /** Rows for the trees. */
  static Frame rows(int count) {
    return frame(count, WIDTH);
  }

  private static Frame frame(int count, int width) {
    SplittableRandom random = new SplittableRandom(9);
    List<List<?>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(random.doubles(width).boxed().toList());
    }
    return Frame.split(IntStream.range(0, width).mapToObj(f -> "f" + f).toList(), rows);
  }

  private static void register(
      Mudbrick platform, String name, Frame rows, Estimator estimator, @Nullable FeatureSpec spec)
      throws IOException {
    PreparationBuilder preparation = Preparation.fit(rows);
    rows.names().forEach(column -> preparation.numeric(column, Numbers.FOR_TREES));
    ModelPackage.Builder model =
        ModelPackage.builder()
            .target(Target.binary("label", "no", "yes", 0.5))
            .preparation(preparation.build())
            .estimator(estimator)
            .signature(new ModelSignature(Schema.of(rows), null))
            .modelUuid("bench")
            .created(Instant.now());
    if (spec != null) {
      model.featureSpec(FeatureSpec.FILE, spec.toYaml().getBytes(StandardCharsets.UTF_8));
    }
    Path folder = Files.createTempDirectory("bench-model");
    model.build().write(folder);
    Tracking tracking = platform.module(Tracking.class);
    Registry registry = platform.module(Registry.class);
    registry.createModel(name, null, Map.of());
    try (var run = tracking.startRun("0", "bench")) {
      tracking.logArtifacts(run.runId(), "model", folder);
      registry.createVersion(NewModelVersion.of(name, "runs:/" + run.runId() + "/model").build());
    } finally {
      Folders.delete(folder);
    }
  }
}
