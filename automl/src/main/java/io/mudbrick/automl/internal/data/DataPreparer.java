package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.Alert.Severity;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks, splits, profiles and prepares the rows: everything that comes before the first trial. */
public final class DataPreparer {
  private static final int FEWEST_ROWS = 10;

  /** Whose holidays the product looks dates up in, unless it is told otherwise. */
  static final String COUNTRY = "US";

  /** A class rarer than this is worth a word. */
  private static final double RARE_CLASS = 0.1;

  private final Problem problem;
  private final AutoMlOptions options;
  private final long seed;
  private final Sampler sampler;
  private final List<Alert> alerts = new ArrayList<>();

  public DataPreparer(Problem problem, AutoMlOptions options, long seed) {
    this(problem, options, seed, Sampler.ofThisProcess());
  }

  DataPreparer(Problem problem, AutoMlOptions options, long seed, Sampler sampler) {
    this.problem = problem;
    this.options = options;
    this.seed = seed;
    this.sampler = sampler;
  }

  /**
   * Makes the rows ready.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when nothing can be
   *     learned from them
   */
  public Prepared prepare(Rows rows, String target) {
    ColumnRoles roles = new ColumnRoles(target, options);
    roles.check(rows);
    Frame frame = finite(rows.frame());
    Truth truth = Truth.read(problem, target, frame.column(target), options.positiveLabel());
    noteKeys(roles.keys(rows));
    List<String> candidates = roles.features(rows);
    int[] known = sampled(truth, known(truth, target), candidates.size());
    Division division = Division.of(frame, candidates, truth, known, options, seed);
    noteIgnored(division.ignored());
    Truth seen = truth.only(division.seen());
    noteRareClasses(seen);
    List<Feature> features =
        new Profiler(frame.take(division.seen()), seen, options.imputers())
            .choose(candidates, alerts);
    noteDrift(frame, division, features);
    return prepared(rows, frame, truth, division, features);
  }

  private Prepared prepared(
      Rows rows, Frame frame, Truth truth, Division division, List<Feature> features) {
    Frame raw = frame.select(features.stream().map(Feature::name).toList());
    int[] learned = division.learned();
    Frame learnedRows = raw.take(learned);
    Truth learnedTruth = truth.only(learned);
    float @Nullable [] weights = weights(frame, learned);
    List<Fold> folds = division.folds();
    if (options.mode() == AutoMlMode.DATABRICKS && truth.classes() > 0) {
      float[] balanced = weights == null ? ones(learned.length) : weights.clone();
      Fold fold = Balance.of(folds.get(0), learnedTruth, balanced, seed);
      if (fold.train().length < folds.get(0).train().length) {
        noteBalance(folds.get(0), fold);
        folds = List.of(fold);
        weights = balanced;
      }
    }
    Featurizer featurizer =
        new Featurizer(features, learnedRows, learnedTruth, weights, folds, COUNTRY, seed);
    return new Prepared(
        rows,
        learnedRows,
        learnedTruth,
        weights,
        folds,
        new Prepared.Part(
            raw.take(division.test()), truth.at(division.test()), weights(frame, division.test())),
        new Encodings(featurizer::encode),
        Signatures.of(truth, raw),
        List.copyOf(alerts),
        Digest.of(raw, truth),
        Planned.plan(features));
  }

  private float @Nullable [] weights(Frame frame, int[] rows) {
    String column = options.sampleWeightColumn();
    return column == null || rows.length == 0
        ? null
        : RowWeights.of(column, frame.column(column), rows);
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private Frame finite(Frame rows) {
    List<String> found = new ArrayList<>();
    Frame finite = Frames.finite(rows, found);
    if (!found.isEmpty()) {
      note(
          "infinite_values",
          Severity.MEDIUM,
          found,
          "Infinite numbers, and those too large for a float, count as missing.");
    }
    return finite;
  }

  private void note(String name, Severity severity, List<String> columns, String message) {
    alerts.add(new Alert(name, severity, columns, message));
  }

  private void noteKeys(List<String> keys) {
    if (!keys.isEmpty()) {
      note(
          "lookup_key_cols",
          Severity.LOW,
          keys,
          "Left out: these columns find features, they do not describe rows.");
    }
  }

  private int[] known(Truth truth, String target) {
    int all = truth.values().length;
    int[] known = IntStream.range(0, all).filter(row -> !truth.missing(row)).toArray();
    if (known.length < FEWEST_ROWS) {
      throw AutoMlErrors.tooFewRows(known.length, FEWEST_ROWS);
    }
    if (known.length < all) {
      note(
          "null_target_rows",
          Severity.MEDIUM,
          List.of(target),
          (all - known.length) + " of " + all + " rows have no target and are left out.");
    }
    return known;
  }

  private int[] sampled(Truth truth, int[] known, int columns) {
    int most = sampler.most(columns);
    if (known.length <= most) {
      return known;
    }
    int[] sample = Sampler.sample(truth, known, most, seed);
    note(
        "dataset_sampled",
        Severity.MEDIUM,
        List.of(),
        sample.length + " of " + known.length + " rows are used: more do not fit into the memory.");
    if (Sampler.skews(truth, known, most)) {
      note(
          "unable_to_sample_without_skew",
          Severity.HIGH,
          List.of(truth.target().column()),
          "Rare classes were sampled more than others, so that some of their rows are left.");
    }
    return sample;
  }

  private void noteIgnored(int ignored) {
    if (ignored > 0) {
      note(
          "ignored_rows",
          Severity.MEDIUM,
          List.of(),
          ignored + " rows belong to no split and are left out.");
    }
  }

  /** A class that no training row has cannot be learned; few rows of a class are learned badly. */
  private void noteRareClasses(Truth seen) {
    if (seen.classes() == 0) {
      return;
    }
    int rows = seen.values().length;
    int[] counts = new int[seen.classes()];
    for (double label : seen.values()) {
      counts[(int) label]++;
    }
    int rarest = Arrays.stream(counts).min().orElse(0);
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == rows) {
        throw AutoMlErrors.oneClass(seen.target().column(), seen.target().classes().get(c));
      }
    }
    if (rarest < RARE_CLASS * rows / seen.classes() * 2) {
      note(
          "target_imbalance",
          rarest == 0 ? Severity.HIGH : Severity.LOW,
          List.of(seen.target().column()),
          String.format(Locale.ROOT, "The rarest class has %d of %d training rows.", rarest, rows));
    }
  }

  private void noteBalance(Fold before, Fold after) {
    note(
        "training_rows_balanced",
        Severity.LOW,
        List.of(),
        String.format(
            Locale.ROOT,
            "Of %d training rows %d are used: fewer of the most frequent class, which count for"
                + " more.",
            before.train().length,
            after.train().length));
  }

  /** Rows that were dealt out at random are alike; those of later times may not be. */
  private void noteDrift(Frame frame, Division division, List<Feature> features) {
    if (options.timeColumn() == null && options.splitColumn() == null) {
      return;
    }
    Frame later = frame.take(division.later());
    Frame earlier = frame.take(division.seen());
    List<String> drifted = new ArrayList<>();
    for (Feature feature : features) {
      String name = feature.name();
      if (Drift.differs(feature, earlier.column(name), later.column(name))) {
        drifted.add(name);
      }
    }
    if (!drifted.isEmpty()) {
      note(
          "split_drift_cols",
          Severity.MEDIUM,
          drifted,
          "Distributed otherwise in the validation and test rows than in the training rows: metrics"
              + " may not hold.");
    }
  }
}
