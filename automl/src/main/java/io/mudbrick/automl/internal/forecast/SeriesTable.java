package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.data.Digest;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.EventTime;
import io.mudbrick.platform.model.Frame;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that series are made of, past and future, as one table: with it trials are made again,
 * and an interrupted experiment goes on.
 */
public final class SeriesTable {
  private static final String SPLIT = "_automl_split_col_";
  private static final int SUFFIX = 4;
  private static final String PAST = "train";
  private static final String FUTURE = "future";

  private final Frame past;
  private final @Nullable Frame future;
  private final String target;
  private final ForecastOptions options;
  private final String digest;

  /** Of rows that have been read without complaint, and with what the options know ahead. */
  public SeriesTable(Frame rows, String target, ForecastOptions options) {
    this.past = rows.select(names(target, options));
    this.future = options.future();
    this.target = target;
    this.options = options;
    this.digest = Digest.of(past);
  }

  /**
   * Rows as a table kept them.
   *
   * @param future what was known ahead; null when nothing was
   */
  public record Kept(Frame rows, @Nullable Frame future) {}

  /** A fingerprint of the rows. */
  public String digest() {
    return digest;
  }

  /** The column that says whether a row is of the past or of the time to come. */
  public String splitColumn() {
    return SPLIT + digest.substring(0, SUFFIX);
  }

  /** The columns that are used, as MLflow names their types. */
  public io.mudbrick.platform.model.Schema schema() {
    return io.mudbrick.platform.model.Schema.of(past);
  }

  public int rows() {
    return past.rows() + (future == null ? 0 : future.rows());
  }

  /** Whether names differ by more than their case, as those of tables must. */
  public boolean writable() {
    Set<String> names = new HashSet<>();
    past.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return names.size() == past.names().size() && names.stream().noneMatch(String::isBlank);
  }

  /** Writes it as Parquet. */
  public void write(Path file) {
    List<io.mudbrick.catalog.delta.Column> columns = new ArrayList<>();
    List<ColumnVector> vectors = new ArrayList<>();
    Set<String> keys = new HashSet<>(options.identityColumns());
    keys.add(options.timeColumn());
    for (String name : past.names()) {
      ColumnVector vector = keys.contains(name) ? key(name) : numbers(name);
      columns.add(io.mudbrick.catalog.delta.Column.of(name, vector.type()));
      vectors.add(vector);
    }
    String[] parts = new String[rows()];
    Arrays.fill(parts, 0, past.rows(), PAST);
    Arrays.fill(parts, past.rows(), parts.length, FUTURE);
    columns.add(io.mudbrick.catalog.delta.Column.of(splitColumn(), ColumnType.STRING));
    vectors.add(ColumnVector.ofStrings(parts));
    ParquetFiles.write(ColumnBatch.of(Schema.of(columns), vectors), file);
  }

  /**
   * The rows of such a table.
   *
   * @param split its {@link #splitColumn}
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it has no such column
   */
  public static Kept read(Frame table, String split) {
    Column parts = table.column(split);
    int[] coming = rows(parts, true);
    Frame rows = table.without(split);
    return new Kept(rows.take(rows(parts, false)), coming.length == 0 ? null : rows.take(coming));
  }

  private static int[] rows(Column parts, boolean future) {
    return IntStream.range(0, parts.size())
        .filter(row -> FUTURE.equals(parts.text(row)) == future)
        .toArray();
  }

  private static List<String> names(String target, ForecastOptions options) {
    List<String> names = new ArrayList<>(List.of(options.timeColumn()));
    names.addAll(options.identityColumns());
    names.addAll(options.features());
    names.add(target);
    String weight = options.sampleWeightColumn();
    if (weight != null) {
      names.add(weight);
    }
    return names;
  }

  /** What is known ahead has features only. */
  private ColumnVector numbers(String name) {
    double[] numbers = new double[rows()];
    Column before = past.column(name);
    Column ahead = future == null || name.equals(target) ? null : future.find(name);
    for (int row = 0; row < numbers.length; row++) {
      int coming = row - past.rows();
      numbers[row] =
          coming < 0 ? before.number(row) : ahead == null ? Double.NaN : ahead.number(coming);
    }
    return ColumnVector.ofDoubles(numbers);
  }

  /** A time or an identity, of the type that it had. */
  private ColumnVector key(String name) {
    List<Column> parts = new ArrayList<>(List.of(past.column(name)));
    if (future != null) {
      parts.add(future.column(name));
    }
    boolean time = name.equals(options.timeColumn());
    boolean alike = parts.stream().allMatch(part -> part.kind() == parts.get(0).kind());
    if (alike && parts.get(0).kind() != Column.Kind.OBJECT) {
      ColumnType type = TableFrames.vector(name, parts.get(0)).type();
      return vector(name, type, parts);
    }
    boolean dates = parts.stream().allMatch(SeriesTable::dates);
    ColumnType moment = dates ? ColumnType.DATE : ColumnType.TIMESTAMP_NTZ;
    return vector(name, time || dates ? moment : ColumnType.STRING, parts);
  }

  private static boolean dates(Column column) {
    return IntStream.range(0, column.size())
        .mapToObj(column::value)
        .allMatch(value -> value == null || value instanceof LocalDate);
  }

  private ColumnVector vector(String name, ColumnType type, List<Column> parts) {
    ColumnVectorBuilder vector =
        ColumnVector.builder(io.mudbrick.catalog.delta.Column.of(name, type), rows());
    for (Column part : parts) {
      for (int row = 0; row < part.size(); row++) {
        Object value = part.value(row);
        if (type == ColumnType.STRING) {
          vector.add(part.text(row));
        } else {
          vector.add(type == ColumnType.TIMESTAMP_NTZ ? EventTime.of(value) : value);
        }
      }
    }
    return vector.build();
  }
}
