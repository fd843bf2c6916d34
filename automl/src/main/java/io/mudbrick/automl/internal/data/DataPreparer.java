package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.Alert.Severity;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    checkColumns(rows, target);
    Frame frame = finite(rows.frame());
    Truth truth = Truth.read(problem, target, frame.column(target), options.positiveLabel());
    List<String> candidates = candidates(rows, target);
    int[] known = sampled(truth, known(truth, target), candidates.size());
    Division division = divide(frame, candidates, truth, known);
    Truth seen = truth.only(division.seen());
    noteRareClasses(seen);
    List<Feature> features =
        new Profiler(frame.take(division.seen()), seen, options.imputers())
            .choose(candidates, alerts);
    noteDrift(frame, division, features);
    return prepared(rows, frame, truth, division, features);
  }

  /**
   * The rows by their part.
   *
   * @param seen the rows that encodings are fitted to
   * @param learned the rows that the folds split
   * @param test the rows that no fold knows
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  private record Division(int[] seen, int[] learned, List<Fold> folds, int[] test) {}

  /** Folds over all rows, or the one split that the options or the mode ask for. */
  private Division divide(Frame frame, List<String> candidates, Truth truth, int[] known) {
    boolean once = options.timeColumn() != null || options.splitColumn() != null;
    if (once || options.mode() == AutoMlMode.DATABRICKS) {
      Split split = split(frame, truth, known);
      return new Division(split.train(), split.learned(), List.of(split.fold()), split.test());
    }
    int folds = FoldCount.of(options, frame.select(candidates).take(known), truth.classes());
    List<Fold> dealt = Folds.of(truth.only(known), folds, seed);
    int[] seen =
        dealt.size() > 1
            ? known
            : Arrays.stream(dealt.get(0).train()).map(at -> known[at]).toArray();
    return new Division(seen, known, dealt, new int[0]);
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

  private void checkColumns(Rows rows, String target) {
    Frame frame = rows.frame();
    checkColumn("target", target, frame);
    checkColumn("time", options.timeColumn(), frame);
    checkColumn("split", options.splitColumn(), frame);
    checkColumn("sample weight", options.sampleWeightColumn(), frame);
    options.imputers().keySet().forEach(column -> checkColumn("imputed", column, frame));
    for (String column : new TreeSet<>(options.excludeColumns())) {
      if (frame.find(column) == null && !rows.keys().contains(column)) {
        throw AutoMlErrors.noSuchColumn("excluded", column, frame.names());
      }
    }
    if (frame.rows() == 0) {
      throw AutoMlErrors.noRows(rows.name());
    }
    if (Stream.of(options.timeColumn(), options.splitColumn(), options.sampleWeightColumn())
        .anyMatch(target::equals)) {
      throw AutoMlErrors.twoRoles(target);
    }
  }

  private void checkColumn(String role, @Nullable String column, Frame frame) {
    if (column == null) {
      return;
    }
    if (frame.find(column) == null) {
      throw AutoMlErrors.noSuchColumn(role, column, frame.names());
    }
    if (options.excludeColumns().contains(column)) {
      throw AutoMlErrors.excludedRole(role, column);
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

  private Split split(Frame frame, Truth truth, int[] known) {
    Split split = chosen(frame, truth, known);
    if (split.ignored() > 0) {
      note(
          "ignored_rows",
          Severity.MEDIUM,
          List.of(),
          split.ignored() + " rows belong to no split and are left out.");
    }
    return split;
  }

  private Split chosen(Frame frame, Truth truth, int[] known) {
    String time = options.timeColumn();
    String column = options.splitColumn();
    if (time != null) {
      return Split.chronological(times(time, frame.column(time)), known);
    }
    return column != null
        ? Split.manual(frame.column(column), known)
        : Split.stratified(truth, known, seed);
  }

  /** Times that are texts are read, so that 2/1/2026 comes after 12/1/2025. */
  private static Column times(String name, Column column) {
    ColumnProfile profile = ColumnProfile.of(name, column);
    Meaning meaning = MeaningDetector.detect(profile, column);
    Column read = new Feature(profile, meaning, null).read(column);
    if (profile.kind() == ColumnProfile.Kind.TEXT && meaning.reading() == null) {
      throw AutoMlErrors.noTimesToSplitBy(name, Objects.requireNonNull(firstText(column)));
    }
    if (profile.kind() == ColumnProfile.Kind.OTHER
        || profile.kind() == ColumnProfile.Kind.LIST
        || profile.kind() == ColumnProfile.Kind.BOOLEAN) {
      throw AutoMlErrors.noTimesToSplitBy(name, String.valueOf(firstText(column)));
    }
    return read;
  }

  private static @Nullable String firstText(Column column) {
    for (int i = 0; i < column.size(); i++) {
      if (column.text(i) != null) {
        return column.text(i);
      }
    }
    return null;
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
    Frame later = frame.take(later(division));
    Frame earlier = frame.take(division.seen());
    List<String> drifted = new ArrayList<>();
    for (Feature feature : features) {
      String name = feature.name();
      if (Drift.differs(feature, earlier.column(name), later.column(name))) {
        drifted.add(feature.name());
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

  private static int[] later(Division division) {
    int[] validation = division.folds().get(0).validation();
    return IntStream.concat(
            Arrays.stream(validation).map(at -> division.learned()[at]),
            Arrays.stream(division.test()))
        .sorted()
        .toArray();
  }

  private List<String> candidates(Rows rows, String target) {
    Set<String> keys = new TreeSet<>(rows.keys());
    keys.retainAll(rows.frame().names());
    keys.remove(target);
    if (!keys.isEmpty()) {
      note(
          "lookup_key_cols",
          Severity.LOW,
          List.copyOf(keys),
          "Left out: these columns find features, they do not describe rows.");
    }
    return rows.frame().names().stream()
        .filter(name -> !name.equals(target))
        .filter(name -> !name.equals(options.timeColumn()))
        .filter(name -> !name.equals(options.splitColumn()))
        .filter(name -> !name.equals(options.sampleWeightColumn()))
        .filter(name -> !options.excludeColumns().contains(name))
        .filter(name -> !keys.contains(name))
        .toList();
  }
}
