package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import io.mudbrick.platform.model.ColumnEncoder.Lookup;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes features of raw rows, in the way that a family of models wants. Thread-safe. */
final class Featurizer {
  /** Categories with more levels than this have their mean target beside their rank. */
  static final int MEANS_FROM = 8;

  /**
   * Up to so many levels have a feature each in linear models; more have their mean target. Never
   * both: a line that knows a row's level reads off its out-of-fold mean what the targets of its
   * own fold are, and is judged better than it is.
   */
  private static final int MOST_ONE_HOT = 64;

  private static final int MOST_CODES = 255;
  private static final int LINEAR_WORDS = 400;
  private static final int TREE_WORDS = 100;

  /** Words are dense: so many numbers of one column at the most. */
  private static final int MOST_WORD_CELLS = 20_000_000;

  private static final int INNER_BLOCKS = 5;
  private static final List<DatePart> TREE_PARTS =
      List.of(
          DatePart.EPOCH_DAY,
          DatePart.YEAR,
          DatePart.MONTH,
          DatePart.DAY,
          DatePart.DAY_OF_YEAR,
          DatePart.DAY_OF_WEEK,
          DatePart.HOUR,
          DatePart.WEEKEND,
          DatePart.HOLIDAY);
  private static final List<DatePart> LINEAR_PARTS =
      List.of(
          DatePart.EPOCH_DAY,
          DatePart.DAY_SIN,
          DatePart.DAY_COS,
          DatePart.WEEK_SIN,
          DatePart.WEEK_COS,
          DatePart.MONTH_SIN,
          DatePart.MONTH_COS,
          DatePart.YEAR_SIN,
          DatePart.YEAR_COS,
          DatePart.WEEKEND,
          DatePart.HOLIDAY);

  private final List<Feature> features;
  private final Frame rows;
  private final Truth truth;
  private final float @Nullable [] weights;
  private final List<LocalDate> holidays;

  /** The rows that encoders are fitted to. */
  private final int[] known;

  private final int[] blocks;

  /**
   * @param raw the rows that are learned from, with their truth and weights
   * @param country whose holidays dates are looked up in
   */
  Featurizer(
      List<Feature> features,
      Frame raw,
      Truth truth,
      float @Nullable [] weights,
      List<Fold> folds,
      String country,
      long seed) {
    this.features = features;
    this.truth = truth;
    this.weights = weights;
    this.known =
        folds.size() == 1 ? folds.get(0).train() : IntStream.range(0, raw.rows()).toArray();
    this.blocks = blocks(raw.rows(), folds, seed);
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Feature feature : features) {
      columns.put(feature.name(), feature.read(raw.column(feature.name())));
    }
    this.rows = Frame.of(columns);
    this.holidays = KnownHolidays.of(country, features, rows);
  }

  /**
   * Several folds are blocks themselves. The training rows of a single one are cut into some, and
   * the others see the means of all of these.
   */
  private static int[] blocks(int rows, List<Fold> folds, long seed) {
    int[] blocks = new int[rows];
    if (folds.size() > 1) {
      for (int block = 0; block < folds.size(); block++) {
        for (int row : folds.get(block).validation()) {
          blocks[row] = block;
        }
      }
      return blocks;
    }
    Arrays.fill(blocks, TargetMeans.JUDGED);
    SplittableRandom random = new SplittableRandom(seed);
    for (int row : folds.get(0).train()) {
      blocks[row] = random.nextInt(INNER_BLOCKS);
    }
    return blocks;
  }

  Encoded encode(Encoding encoding) {
    List<ColumnEncoder> encoders = new ArrayList<>();
    List<Feature> owners = new ArrayList<>();
    Map<Integer, TargetMeans> supervised = new LinkedHashMap<>();
    Frame fit = known.length == rows.rows() ? rows : rows.take(known);
    for (Feature feature : features) {
      for (ColumnEncoder encoder : plain(encoding, feature, fit)) {
        encoders.add(encoder);
        owners.add(feature);
      }
      if (wantsMeans(encoding, feature)) {
        TargetMeans means = new TargetMeans(rows.column(feature.name()), truth, weights, blocks);
        supervised.put(encoders.size(), means);
        encoders.add(means.lookup());
        owners.add(feature);
      }
    }
    Preparation read = steps(owners, encoders, (feature, encoder) -> encoder);
    FeatureMatrix matrix = read.apply(rows);
    int[] origins = read.origins();
    supervised.forEach(
        (step, means) -> {
          int at = indexOf(origins, step);
          means.writeOutOfFold(matrix.values(), matrix.width(), at);
          if (encoding == Encoding.LINEAR && encoders.get(step) instanceof Lookup lookup) {
            encoders.set(step, StandardMeans.of(matrix, at, lookup));
          }
        });
    return new Encoded(steps(owners, encoders, Feature::step), matrix);
  }

  private static Preparation steps(
      List<Feature> owners,
      List<ColumnEncoder> encoders,
      BiFunction<Feature, ColumnEncoder, ColumnEncoder> wrap) {
    List<Preparation.Step> steps = new ArrayList<>();
    for (int i = 0; i < encoders.size(); i++) {
      Feature owner = owners.get(i);
      steps.add(new Preparation.Step(owner.name(), wrap.apply(owner, encoders.get(i))));
    }
    return new Preparation(steps);
  }

  private static int indexOf(int[] origins, int step) {
    int at = 0;
    while (origins[at] != step) {
      at++;
    }
    return at;
  }

  /** How many features linear models have of a column, more or less. */
  static int width(ColumnPlan column) {
    return switch (column.kind()) {
      case NUMBER -> 1;
      case CATEGORY -> column.levels() <= MOST_ONE_HOT ? Math.max(1, column.levels()) : 1;
      case WORDS, LIST -> LINEAR_WORDS;
      case TIME -> LINEAR_PARTS.size();
    };
  }

  private static boolean wantsMeans(Encoding encoding, Feature feature) {
    int levels = feature.profile().distinct();
    return feature.use() == Meaning.Use.CATEGORY
        && levels
            > switch (encoding) {
              case LINEAR -> MOST_ONE_HOT;
              case TREES -> MEANS_FROM;
              case CATEGORIES -> MOST_CODES;
            };
  }

  private List<ColumnEncoder> plain(Encoding encoding, Feature feature, Frame fit) {
    String name = feature.name();
    PreparationBuilder builder = Preparation.fit(fit);
    boolean linear = encoding == Encoding.LINEAR;
    Numbers numbers = linear ? Numbers.FOR_LINEAR : Numbers.FOR_TREES;
    switch (feature.use()) {
      case NUMBER -> {
        if (linear) {
          builder.shaped(name, numbers);
        } else {
          builder.numeric(name, numbers);
        }
      }
      case CATEGORY -> category(encoding, feature, builder, fit.rows());
      case WORDS -> {
        int room = Math.max(1, MOST_WORD_CELLS / Math.max(1, rows.rows()));
        int most = Math.min(room, linear ? LINEAR_WORDS : TREE_WORDS);
        builder.words(name, most, Math.max(2, fit.rows() / 1000));
      }
      case TIME -> builder.dates(name, linear ? LINEAR_PARTS : TREE_PARTS, holidays, numbers);
      case LIST -> builder.elements(name, numbers);
    }
    return builder.build().steps().stream().map(Preparation.Step::encoder).toList();
  }

  private static void category(
      Encoding encoding, Feature feature, PreparationBuilder builder, int fitted) {
    String name = feature.name();
    if (encoding == Encoding.CATEGORIES) {
      builder.codes(name, MOST_CODES, 1);
    } else if (encoding == Encoding.TREES) {
      builder.rank(name);
    } else if (feature.profile().distinct() <= MOST_ONE_HOT) {
      builder.oneHot(name, MOST_ONE_HOT, Math.max(2, fitted / 2000));
    }
  }
}
