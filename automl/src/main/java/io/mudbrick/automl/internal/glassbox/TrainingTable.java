package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.automl.internal.data.Planned;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Truth;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that trials learn from and those that they are tested on, as one table: the raw columns
 * of the features, the target, the split and the weights. The product's column names end alike.
 */
public final class TrainingTable {
  /** Where it lies among the artifacts of the run that explores the data. */
  public static final String ARTIFACT = "data/training_data";

  private static final String SPLIT = "_automl_split_col_";
  private static final String WEIGHT = "_automl_sample_weight_";
  private static final int SUFFIX = 4;

  private final Prepared prepared;

  public TrainingTable(Prepared prepared) {
    this.prepared = prepared;
  }

  /** The column that says {@code train}, {@code val} or {@code test}, or the fold. */
  public String splitColumn() {
    return splitColumn(prepared.digest());
  }

  /** The same of data with that digest. */
  public static String splitColumn(String digest) {
    return SPLIT + digest.substring(0, SUFFIX);
  }

  /** The column that says how much a row counts; null when all count the same. */
  public @Nullable String weightColumn() {
    return prepared.weights() == null ? null : weightColumn(prepared.digest());
  }

  /** The same of data with that digest, where rows do not count the same. */
  public static String weightColumn(String digest) {
    return WEIGHT + digest.substring(0, SUFFIX);
  }

  /** Whether names differ by more than their case, as those of tables must. */
  public boolean writable() {
    Set<String> names = new HashSet<>();
    prepared.features().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    names.add(prepared.truth().target().column().toLowerCase(Locale.ROOT));
    boolean blank = prepared.features().stream().anyMatch(String::isBlank);
    return !blank && names.size() == prepared.features().size() + 1;
  }

  /** Writes it as Parquet. */
  public void write(Path file) {
    List<io.mudbrick.catalog.delta.Column> columns = new ArrayList<>();
    List<ColumnVector> vectors = new ArrayList<>();
    int rows = prepared.rows().rows();
    Frame test = prepared.test().rows();
    int tests = prepared.test().truth().length;
    for (ColumnPlan plan : prepared.plan()) {
      String name = plan.name();
      List<Column> parts = new ArrayList<>(List.of(prepared.rows().column(name)));
      if (tests > 0) {
        parts.add(test.column(name));
      }
      add(name, RawColumn.of(plan, parts, rows + tests), columns, vectors);
    }
    String target = prepared.truth().target().column();
    add(target, target(rows, tests), columns, vectors);
    String weights = weightColumn();
    if (weights != null) {
      add(weights, ColumnVector.ofDoubles(weights(rows, tests)), columns, vectors);
    }
    Column split = FoldColumn.write(prepared.folds(), rows, tests);
    add(splitColumn(), TableFrames.vector(splitColumn(), split), columns, vectors);
    ParquetFiles.write(ColumnBatch.of(Schema.of(columns), vectors), file);
  }

  private static void add(
      String name,
      ColumnVector vector,
      List<io.mudbrick.catalog.delta.Column> columns,
      List<ColumnVector> vectors) {
    columns.add(io.mudbrick.catalog.delta.Column.of(name, vector.type()));
    vectors.add(vector);
  }

  /** The labels or numbers as they were read. */
  private ColumnVector target(int rows, int tests) {
    Target target = prepared.truth().target();
    List<@Nullable Object> values = new ArrayList<>(rows + tests);
    for (int row = 0; row < rows + tests; row++) {
      double truth =
          row < rows ? prepared.truth().values()[row] : prepared.test().truth()[row - rows];
      values.add(target.isClassification() ? target.classes().get((int) truth) : (Object) truth);
    }
    return TableFrames.vector(target.column(), Column.of(values));
  }

  private double[] weights(int rows, int tests) {
    double[] weights = new double[rows + tests];
    for (int row = 0; row < weights.length; row++) {
      float[] of = row < rows ? prepared.weights() : prepared.test().weights();
      weights[row] = of == null ? 1 : of[row < rows ? row : row - rows];
    }
    return weights;
  }

  /**
   * Makes rows of such a table ready as they were before.
   *
   * @param columns what was decided about those that are learned from
   * @param seed of the preparation
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the rows lack a column
   */
  public static Prepared read(
      Frame rows,
      Target target,
      String splitColumn,
      @Nullable String weightColumn,
      List<ColumnPlan> columns,
      long seed) {
    int[] test = FoldColumn.test(rows.column(splitColumn));
    Set<Integer> tested = Arrays.stream(test).boxed().collect(Collectors.toSet());
    int[] learned = IntStream.range(0, rows.rows()).filter(row -> !tested.contains(row)).toArray();
    Frame learnedRows = rows.take(learned);
    Frame testRows = rows.take(test);
    List<String> names = columns.stream().map(ColumnPlan::name).toList();
    return Planned.of(
        learnedRows.select(names),
        new Truth(target, truth(target, learnedRows)),
        weights(weightColumn, learnedRows),
        FoldColumn.folds(learnedRows.column(splitColumn)),
        new Prepared.Part(
            testRows.select(names), truth(target, testRows), weights(weightColumn, testRows)),
        columns,
        seed);
  }

  private static double[] truth(Target target, Frame rows) {
    Column column = rows.column(target.column());
    Map<String, Integer> index = new HashMap<>();
    for (Object label : target.classes()) {
      index.put(String.valueOf(Column.objects(label).text(0)), index.size());
    }
    double[] truth = new double[rows.rows()];
    for (int row = 0; row < truth.length; row++) {
      truth[row] =
          target.isClassification()
              ? index.getOrDefault(String.valueOf(column.text(row)), -1)
              : column.number(row);
    }
    return truth;
  }

  private static float @Nullable [] weights(@Nullable String column, Frame rows) {
    if (column == null || rows.rows() == 0) {
      return null;
    }
    float[] weights = new float[rows.rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = (float) rows.column(column).number(row);
    }
    return weights;
  }
}
