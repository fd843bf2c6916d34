package io.mudbrick.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A model of 100 trees of depth 6 over 20 features: a row, a batch and contributions, beside the
 * library that made the model, on one thread. LightGBM's library is that of the Python at {@code
 * -Dbench.lightgbm.python}; without one its figures are left out.
 */
final class ModelMeasurement implements Bench.Measurement {
  private static final int WIDTH = 20;
  private static final int TREES = 100;
  private static final int DEPTH = 6;

  private int rows;
  private int rounds;

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    rows = quick ? 5_000 : 20_000;
    rounds = quick ? 8 : 30;
    List<Figure> figures = new ArrayList<>(xgboost());
    String python = System.getProperty("bench.lightgbm.python", "");
    if (!python.isEmpty()) {
      figures.addAll(lightgbm(python));
    }
    return figures;
  }

  private String load(String what) {
    return "%s; %d trees of depth %d, %d features; median of %d; load average %.1f"
        .formatted(
            what,
            TREES,
            DEPTH,
            WIDTH,
            rounds,
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private List<Figure> xgboost() throws XGBoostError {
    float[] data = data();
    Booster booster = train(data);
    FeatureModel model =
        FeatureModel.of(new Estimator.XgBoost(booster.toByteArray("ubj"), Estimator.Format.UBJ));
    FeatureModel.Evaluator evaluator = model.evaluator();
    double[] one = new double[1];
    double[] parts = new double[WIDTH + 1];
    double[] all = new double[rows];
    int some = Math.max(1, rows / 100);
    Samples single = new Samples();
    Samples batch = new Samples();
    Samples contributions = new Samples();
    for (int round = 0; round < rounds; round++) {
      single.ours(rows, () -> each(rows, row -> evaluator.predict(data, row * WIDTH, one)));
      single.peers(some, () -> each(some, row -> alone(booster, data, row)));
      batch.ours(rows, () -> evaluator.predictAll(data, rows, all, 0));
      batch.peers(rows, () -> together(booster, data, rows));
      contributions.ours(
          some, () -> each(some, row -> evaluator.contributions(data, row * WIDTH, parts)));
      contributions.peers(some, () -> explained(booster, data, some));
    }
    String peer = "xgboost4j 3.0.4, one thread";
    return List.of(
        single.figure("model.xgboost.one_row", peer, load("one row at a time")),
        batch.figure("model.xgboost.batch", peer, load(rows + " rows, the matrix made of them")),
        contributions.figure("model.xgboost.contributions", peer, load(some + " rows")));
  }

  private List<Figure> lightgbm(String python) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("bench-lightgbm");
    Process process =
        new ProcessBuilder(
                python,
                "scripts/bench-lightgbm.py",
                folder.toString(),
                String.valueOf(rows),
                String.valueOf(rounds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    JsonNode theirs = new ObjectMapper().readTree(process.getInputStream());
    if (process.waitFor() != 0) {
      throw new IOException("scripts/bench-lightgbm.py failed");
    }
    FeatureModel model =
        FeatureModel.of(new Estimator.LightGbm(Files.readAllBytes(folder.resolve("model.txt"))));
    float[] data = new float[rows * WIDTH];
    ByteBuffer.wrap(Files.readAllBytes(folder.resolve("rows")))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(data);
    FeatureModel.Evaluator evaluator = model.evaluator();
    double[] one = new double[1];
    double[] parts = new double[WIDTH + 1];
    double[] all = new double[rows];
    int some = Math.max(1, rows / 100);
    Samples single = new Samples();
    Samples batch = new Samples();
    Samples contributions = new Samples();
    for (int round = 0; round < rounds; round++) {
      single.ours(rows, () -> each(rows, row -> evaluator.predict(data, row * WIDTH, one)));
      batch.ours(rows, () -> evaluator.predictAll(data, rows, all, 0));
      contributions.ours(
          some, () -> each(some, row -> evaluator.contributions(data, row * WIDTH, parts)));
    }
    single.peers(theirs.get("one_row"));
    batch.peers(theirs.get("batch"));
    contributions.peers(theirs.get("contributions"));
    String peer = "lightgbm 4.7.0 of Python, one thread";
    return List.of(
        single.figure("model.lightgbm.one_row", peer, load("one row at a time")),
        batch.figure("model.lightgbm.batch", peer, load(rows + " rows")),
        contributions.figure("model.lightgbm.contributions", peer, load(some + " rows")));
  }

  private float[] data() {
    Random random = new Random(1);
    float[] data = new float[rows * WIDTH];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextInt(50) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return data;
  }

  private Booster train(float[] data) throws XGBoostError {
    Random random = new Random(2);
    ToDoubleFunction<float[]> signal =
        row -> row[0] - 0.7 * row[1] + Math.sin(3 * row[2]) + row[3] * row[4] + row[5] - row[6];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      float[] own = Arrays.copyOfRange(data, row * WIDTH, (row + 1) * WIDTH);
      labels[row] = signal.applyAsDouble(own) + random.nextGaussian() > 0 ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(data, rows, WIDTH, Float.NaN);
    matrix.setLabel(labels);
    Map<String, Object> params =
        Map.of("objective", "binary:logistic", "max_depth", DEPTH, "nthread", 1, "eta", 0.1);
    return XGBoost.train(matrix, params, TREES, new LinkedHashMap<>(), null, null);
  }

  private static void alone(Booster booster, float[] data, int row) {
    try {
      DMatrix matrix =
          new DMatrix(
              Arrays.copyOfRange(data, row * WIDTH, (row + 1) * WIDTH), 1, WIDTH, Float.NaN);
      booster.predict(matrix);
      matrix.dispose();
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  private static void together(Booster booster, float[] data, int count) {
    try {
      DMatrix matrix = new DMatrix(data, count, WIDTH, Float.NaN);
      booster.predict(matrix);
      matrix.dispose();
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  private static void explained(Booster booster, float[] data, int count) {
    try {
      DMatrix matrix = new DMatrix(Arrays.copyOf(data, count * WIDTH), count, WIDTH, Float.NaN);
      booster.predictContrib(matrix, 0);
      matrix.dispose();
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Row {
    void score(int row);
  }

  private static void each(int count, Row work) {
    for (int row = 0; row < count; row++) {
      work.score(row);
    }
  }

  /** Nanoseconds a row, ours and the peer's in turns; the first half of the rounds warms up. */
  private static final class Samples {
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> peers = new ArrayList<>();

    void ours(int count, Runnable work) {
      ours.add(nanos(count, work));
    }

    void peers(int count, Runnable work) {
      peers.add(nanos(count, work));
    }

    void peers(JsonNode measured) {
      measured.forEach(sample -> peers.add(sample.doubleValue()));
    }

    private static double nanos(int count, Runnable work) {
      long begun = System.nanoTime();
      work.run();
      return (double) (System.nanoTime() - begun) / count;
    }

    Figure figure(String name, String peer, String load) {
      return Figure.lessIsBetter(
          name,
          ours.subList(ours.size() / 2, ours.size()),
          peers.subList(peers.size() / 2, peers.size()),
          peer,
          "ns a row",
          load);
    }
  }
}
