package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.Alert.Severity;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import io.mudbrick.platform.model.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks, splits, profiles and prepares the rows: everything that comes before the first trial. */
public final class DataPreparer {
  private static final int FEWEST_ROWS = 10;

  /** A class rarer than this is worth a word. */
  private static final double RARE_CLASS = 0.1;

  private static final int ONE_HOT = 64;
  private static final List<DatePart> DATE_PARTS =
      List.of(
          DatePart.EPOCH_DAY, DatePart.MONTH, DatePart.DAY, DatePart.DAY_OF_WEEK, DatePart.HOUR);

  private final Problem problem;
  private final AutoMlOptions options;
  private final long seed;
  private final List<Alert> alerts = new ArrayList<>();

  public DataPreparer(Problem problem, AutoMlOptions options, long seed) {
    this.problem = problem;
    this.options = options;
    this.seed = seed;
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
    int[] known = known(truth, target);
    Division division = divide(frame, target, truth, known);
    Truth seen = truth.only(division.seen());
    Frame seenRows = Frames.take(frame, division.seen());
    noteRareClasses(seen);
    List<ColumnProfile> features =
        new Profiler(seenRows, truth, seen.values()).choose(candidates(rows, target), alerts);
    Frame raw = frame.select(features.stream().map(ColumnProfile::name).toList());
    Frame learnedRows = Frames.take(raw, division.learned());
    return new Prepared(
        rows,
        learnedRows,
        truth.only(division.learned()),
        null,
        division.folds(),
        new Prepared.Part(Frames.take(raw, division.test()), truth.at(division.test()), null),
        new Encodings(encoding -> encode(encoding, features, seenRows, learnedRows)),
        signature(truth, raw),
        List.copyOf(alerts),
        Digest.of(raw, truth));
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
  private Division divide(Frame frame, String target, Truth truth, int[] known) {
    boolean once = options.timeColumn() != null || options.splitColumn() != null;
    if (once || options.mode() == AutoMlMode.DATABRICKS) {
      Split split = split(frame, truth, known);
      return new Division(split.train(), split.learned(), List.of(split.fold()), split.test());
    }
    Frame features = Frames.take(frame.without(target), known);
    int folds = FoldCount.of(options, features, truth.classes());
    return new Division(known, known, Folds.of(truth.only(known), folds, seed), new int[0]);
  }

  private Frame finite(Frame rows) {
    List<String> found = new ArrayList<>();
    Frame finite = Frames.finite(rows, found);
    if (!found.isEmpty()) {
      alerts.add(
          new Alert(
              "infinite_values",
              Severity.MEDIUM,
              found,
              "Infinite numbers, and those too large for a float, count as missing."));
    }
    return finite;
  }

  private void checkColumns(Rows rows, String target) {
    Frame frame = rows.frame();
    checkColumn("target", target, frame);
    String time = options.timeColumn();
    if (time != null) {
      checkColumn("time", time, frame);
    }
    String split = options.splitColumn();
    if (split != null) {
      checkColumn("split", split, frame);
    }
    if (frame.rows() == 0) {
      throw AutoMlErrors.noRows(rows.name());
    }
  }

  private void checkColumn(String role, String column, Frame frame) {
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
      alerts.add(
          new Alert(
              "null_target_rows",
              Severity.MEDIUM,
              List.of(target),
              (all - known.length) + " of " + all + " rows have no target and are left out."));
    }
    return known;
  }

  private Split split(Frame frame, Truth truth, int[] known) {
    Split split = split(frame, known, truth);
    if (split.ignored() > 0) {
      alerts.add(
          new Alert(
              "ignored_rows",
              Severity.MEDIUM,
              List.of(),
              split.ignored() + " rows belong to no split and are left out."));
    }
    return split;
  }

  private Split split(Frame frame, int[] known, Truth truth) {
    String time = options.timeColumn();
    String column = options.splitColumn();
    if (time != null) {
      return Split.chronological(frame.column(time), known);
    }
    return column != null
        ? Split.manual(frame.column(column), known)
        : Split.stratified(truth, known, seed);
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
      alerts.add(
          new Alert(
              "target_imbalance",
              rarest == 0 ? Severity.HIGH : Severity.LOW,
              List.of(seen.target().column()),
              String.format(
                  Locale.ROOT, "The rarest class has %d of %d training rows.", rarest, rows)));
    }
  }

  private List<String> candidates(Rows rows, String target) {
    Set<String> keys = new TreeSet<>(rows.keys());
    keys.retainAll(rows.frame().names());
    keys.remove(target);
    if (!keys.isEmpty()) {
      alerts.add(
          new Alert(
              "lookup_key_cols",
              Severity.LOW,
              List.copyOf(keys),
              "Left out: these columns find features, they do not describe rows."));
    }
    return rows.frame().names().stream()
        .filter(name -> !name.equals(target))
        .filter(name -> !name.equals(options.timeColumn()))
        .filter(name -> !name.equals(options.splitColumn()))
        .filter(name -> !options.excludeColumns().contains(name))
        .filter(name -> !keys.contains(name))
        .toList();
  }

  private static Encoded encode(
      Encoding encoding, List<ColumnProfile> features, Frame train, Frame rows) {
    Numbers numbers = encoding == Encoding.LINEAR ? Numbers.FOR_LINEAR : Numbers.FOR_TREES;
    PreparationBuilder builder = Preparation.fit(train);
    for (ColumnProfile feature : features) {
      switch (feature.kind()) {
        case NUMBER, WHOLE_NUMBER, BOOLEAN -> builder.numeric(feature.name(), numbers);
        case TEXT -> builder.oneHot(feature.name(), ONE_HOT);
        case TIME -> builder.dateParts(feature.name(), DATE_PARTS, numbers);
        case OTHER -> throw new IllegalStateException(feature.name());
      }
    }
    Preparation preparation = builder.build();
    return new Encoded(preparation, preparation.apply(rows));
  }

  /** Columns that had a missing value may be left out by a caller. */
  private static ModelSignature signature(Truth truth, Frame features) {
    List<Field> inputs = new ArrayList<>();
    for (Field field : Schema.of(features).fields()) {
      String name = String.valueOf(field.name());
      boolean complete = ColumnProfile.of(name, features.column(name)).present() == features.rows();
      inputs.add(new Field(name, field.type(), complete));
    }
    return new ModelSignature(
        new Schema(inputs), Schema.of(Field.of(PREDICTION, outputType(truth))));
  }

  private static final String PREDICTION = "prediction";

  private static DataType outputType(Truth truth) {
    @Nullable Object label = truth.classes() == 0 ? null : truth.target().classes().get(0);
    if (label instanceof String) {
      return DataType.STRING;
    }
    if (label instanceof Boolean) {
      return DataType.BOOLEAN;
    }
    return label instanceof Long ? DataType.LONG : DataType.DOUBLE;
  }
}
