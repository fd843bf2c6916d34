package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  private final String suffix;

  public TrainingTable(Prepared prepared) {
    this.prepared = prepared;
    this.suffix = prepared.digest().substring(0, SUFFIX);
  }

  /** The column that says {@code train}, {@code val} or {@code test}, or the fold. */
  public String splitColumn() {
    return SPLIT + suffix;
  }

  /** The column that says how much a row counts; null when all count the same. */
  public @Nullable String weightColumn() {
    return prepared.weights() == null ? null : WEIGHT + suffix;
  }

  /** How many values there are. */
  public long cells() {
    return (long) (prepared.rows().rows() + prepared.test().truth().length)
        * (prepared.features().size() + 2);
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
    for (String name : prepared.features()) {
      List<Column> parts = new ArrayList<>(List.of(prepared.rows().column(name)));
      if (tests > 0) {
        parts.add(test.column(name));
      }
      add(name, vector(name, parts, rows + tests), columns, vectors);
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

  private static ColumnVector vector(String name, List<Column> parts, int rows) {
    ColumnType type = type(parts);
    ColumnVectorBuilder vector =
        ColumnVector.builder(io.mudbrick.catalog.delta.Column.of(name, type), rows);
    for (Column part : parts) {
      for (int row = 0; row < part.size(); row++) {
        vector.add(part.isNull(row) ? null : value(type, part, row));
      }
    }
    return vector.build();
  }

  private static @Nullable Object value(ColumnType type, Column column, int row) {
    if (type == ColumnType.STRING) {
      return column.text(row);
    }
    Object value = column.value(row);
    return type == ColumnType.DOUBLE ? (Object) column.number(row) : value;
  }

  /** The type that all values have; text for mixtures, by which categories are told apart. */
  private static ColumnType type(List<Column> parts) {
    @Nullable ColumnType type = null;
    for (Column part : parts) {
      for (int row = 0; row < part.size(); row++) {
        Object value = part.value(row);
        ColumnType own = value == null ? null : type(part, value);
        if (own != null && type != null && !own.equals(type)) {
          return ColumnType.STRING;
        }
        type = own == null ? type : own;
        if (type != null && part.kind() != Column.Kind.OBJECT) {
          break;
        }
      }
    }
    return type == null ? ColumnType.STRING : type;
  }

  private static ColumnType type(Column column, Object value) {
    return switch (column.kind()) {
      case DOUBLE -> ColumnType.DOUBLE;
      case LONG -> ColumnType.LONG;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case STRING -> ColumnType.STRING;
      case OBJECT -> type(value);
    };
  }

  private static ColumnType type(Object value) {
    if (value instanceof LocalDate) {
      return ColumnType.DATE;
    }
    if (value instanceof Instant) {
      return ColumnType.TIMESTAMP;
    }
    if (value instanceof LocalDateTime) {
      return ColumnType.TIMESTAMP_NTZ;
    }
    if (value instanceof List<?> list && list.stream().allMatch(Double.class::isInstance)) {
      return ColumnType.array(ColumnType.DOUBLE);
    }
    return ColumnType.STRING;
  }
}
