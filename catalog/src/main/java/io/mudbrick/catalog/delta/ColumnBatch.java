package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.Batches;
import io.mudbrick.catalog.internal.delta.DeltaErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows held by column: a schema and one {@link ColumnVector} a column, all of one length. Get one
 * from {@link TableRead#toColumns}, {@link #of} or {@link #ofRows}. Immutable, as its vectors are.
 *
 * <pre>{@code
 * ColumnBatch batch = table.read().columns("customer_id", "monthly_charges").toColumns();
 * long[] ids = batch.column("customer_id").longs();
 * double[] charges = batch.column("monthly_charges").toDoubles();   // null is NaN
 * }</pre>
 */
public final class ColumnBatch {
  private final Schema schema;
  private final List<ColumnVector> columns;
  private final int size;

  private ColumnBatch(Schema schema, List<ColumnVector> columns, int size) {
    this.schema = schema;
    this.columns = columns;
    this.size = size;
  }

  /**
   * A batch of these columns, in the order of the schema.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when types, lengths or
   *     the number of columns differ, or a required column holds null
   */
  public static ColumnBatch of(Schema schema, List<ColumnVector> columns) {
    if (columns.size() != schema.size()) {
      throw DeltaErrors.wrongColumnCount(schema.size(), columns.size());
    }
    int size = columns.isEmpty() ? 0 : columns.get(0).size();
    for (int i = 0; i < columns.size(); i++) {
      Column column = schema.column(i);
      ColumnVector vector = columns.get(i);
      if (!vector.type().equals(column.type())) {
        throw DeltaErrors.columnTypeDiffers(column, vector.type());
      }
      if (vector.size() != size) {
        throw DeltaErrors.unevenColumns(size, vector.size());
      }
      if (!column.nullable() && vector.nullCount() > 0) {
        throw DeltaErrors.nullInRequired(column);
      }
    }
    return new ColumnBatch(schema, List.copyOf(columns), size);
  }

  /** As {@link #of(Schema, List)}. */
  public static ColumnBatch of(Schema schema, ColumnVector... columns) {
    return of(schema, List.of(columns));
  }

  /**
   * Rows as columns. A row of another schema is fitted by column name; columns that it lacks are
   * null.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when a row has a column
   *     that the schema lacks or a value that does not fit
   */
  public static ColumnBatch ofRows(Schema schema, Collection<Row> rows) {
    List<ColumnVectorBuilder> builders = new ArrayList<>(schema.size());
    for (Column column : schema.columns()) {
      builders.add(ColumnVector.builder(column, rows.size()));
    }
    for (Row row : rows) {
      Row fitted = row.schema().equals(schema) ? row : Row.of(schema, row.toMap());
      for (int i = 0; i < builders.size(); i++) {
        builders.get(i).addConformed(fitted.get(i));
      }
    }
    return new ColumnBatch(
        schema, builders.stream().map(ColumnVectorBuilder::build).toList(), rows.size());
  }

  /** A batch without rows. */
  public static ColumnBatch empty(Schema schema) {
    return ofRows(schema, List.of());
  }

  /** The rows of batches of one schema, one behind the other. */
  public static ColumnBatch concat(Schema schema, List<ColumnBatch> batches) {
    return Batches.concat(schema, batches);
  }

  public Schema schema() {
    return schema;
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  public ColumnVector column(int index) {
    return columns.get(index);
  }

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown column
   */
  public ColumnVector column(String name) {
    return columns.get(schema.indexOf(name));
  }

  public List<ColumnVector> columns() {
    return columns;
  }

  /** One row, copied out. */
  public Row row(int index) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).get(index);
    }
    return Row.trusted(schema, values);
  }

  /** All rows, each copied out as it is asked for. */
  public Iterable<Row> rows() {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size;
          }

          @Override
          public Row next() {
            if (next >= size) {
              throw new NoSuchElementException();
            }
            return row(next++);
          }
        };
  }

  /** All rows, copied out. */
  public List<Row> toRows() {
    List<Row> all = new ArrayList<>(size);
    rows().forEach(all::add);
    return all;
  }

  /**
   * These columns only, in this order.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown column
   */
  public ColumnBatch select(Collection<String> names) {
    List<ColumnVector> chosen = names.stream().map(this::column).toList();
    return new ColumnBatch(schema.select(names), chosen, size);
  }

  /** This batch with one more column behind. */
  public ColumnBatch with(Column column, ColumnVector values) {
    List<ColumnVector> all = new ArrayList<>(columns);
    all.add(values);
    return of(schema.plus(List.of(column)), all);
  }

  /**
   * The rows at these positions, in this order; a negative position gives a row of nulls, and the
   * schema then has no required columns.
   */
  public ColumnBatch take(int[] positions) {
    boolean gaps = Arrays.stream(positions).anyMatch(position -> position < 0);
    return new ColumnBatch(
        gaps ? schema.nullable() : schema,
        columns.stream().map(c -> c.take(positions)).toList(),
        positions.length);
  }
}
