package io.mudbrick.benchmarks;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionBuilder;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.delta.kernel.utils.FileStatus;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The same work by Delta Kernel with its default engine. */
final class KernelPeer {
  private KernelPeer() {}

  static void write(Path directory, DeltaRows rows) throws Exception {
    Engine engine = DefaultEngine.create(new Configuration());
    ColumnarBatch batch = batch(rows.batch());
    commit(
        engine,
        directory,
        Optional.of(batch.getSchema()),
        Utils.singletonCloseableIterator(new FilteredColumnarBatch(batch, Optional.empty())));
  }

  /**
   * Appends again and again, as a program with one engine does, with the checkpoints that are due.
   */
  static final class Appender {
    private final Engine engine = DefaultEngine.create(new Configuration());
    private final Path directory;

    Appender(Path directory) {
      this.directory = directory;
    }

    void append(DeltaRows rows) throws Exception {
      commit(
          engine,
          directory,
          Optional.empty(),
          Utils.singletonCloseableIterator(
              new FilteredColumnarBatch(batch(rows.batch()), Optional.empty())));
    }
  }

  private static void commit(
      Engine engine,
      Path directory,
      Optional<StructType> schema,
      CloseableIterator<FilteredColumnarBatch> rows)
      throws Exception {
    TransactionBuilder builder =
        Table.forPath(engine, directory.toString())
            .createTransactionBuilder(
                engine, "bench", schema.isPresent() ? Operation.CREATE_TABLE : Operation.WRITE);
    Transaction txn =
        (schema.isPresent() ? builder.withSchema(engine, schema.get()) : builder).build(engine);
    Row state = txn.getTransactionState(engine);
    try (CloseableIterator<FilteredColumnarBatch> physical =
        Transaction.transformLogicalData(engine, state, rows, Map.of())) {
      DataWriteContext context = Transaction.getWriteContext(engine, state, Map.of());
      CloseableIterator<DataFileStatus> files =
          engine
              .getParquetHandler()
              .writeParquetFiles(
                  context.getTargetDirectory(), physical, context.getStatisticsColumns());
      CloseableIterator<Row> actions =
          Transaction.generateAppendActions(engine, state, files, context);
      TransactionCommitResult result =
          txn.commit(engine, CloseableIterable.inMemoryIterable(actions));
      for (PostCommitHook hook : result.getPostCommitHooks()) {
        hook.threadSafeInvoke(engine);
      }
    }
  }

  /** Opens a table and counts its files. */
  static int files(Path directory) throws Exception {
    Engine engine = DefaultEngine.create(new Configuration());
    Snapshot snapshot = Table.forPath(engine, directory.toString()).getLatestSnapshot(engine);
    int count = 0;
    try (CloseableIterator<FilteredColumnarBatch> files =
        snapshot.getScanBuilder().build().getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            rows.next();
            count++;
          }
        }
      }
    }
    return count;
  }

  /** Reads all files of a table and writes their rows to another one. */
  static void copy(Path from, Path to) throws Exception {
    Engine engine = DefaultEngine.create(new Configuration());
    Snapshot snapshot = Table.forPath(engine, from.toString()).getLatestSnapshot(engine);
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
    List<FilteredColumnarBatch> all = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            Row file = rows.next();
            FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
            try (CloseableIterator<FileReadResult> results =
                    engine
                        .getParquetHandler()
                        .readParquetFiles(
                            Utils.singletonCloseableIterator(status), physical, Optional.empty());
                CloseableIterator<FilteredColumnarBatch> data =
                    Scan.transformPhysicalData(
                        engine, state, file, results.map(FileReadResult::getData))) {
              data.forEachRemaining(all::add);
            }
          }
        }
      }
    }
    commit(
        engine, to, Optional.of(snapshot.getSchema()), Utils.toCloseableIterator(all.iterator()));
  }

  static double sum(Path directory) throws Exception {
    Engine engine = DefaultEngine.create(new Configuration());
    Snapshot snapshot = Table.forPath(engine, directory.toString()).getLatestSnapshot(engine);
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
    double sum = 0;
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            sum += sum(engine, state, physical, rows.next());
          }
        }
      }
    }
    return sum;
  }

  private static double sum(Engine engine, Row state, StructType physical, Row file)
      throws Exception {
    FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
    double sum = 0;
    try (CloseableIterator<FileReadResult> results =
            engine
                .getParquetHandler()
                .readParquetFiles(
                    Utils.singletonCloseableIterator(status), physical, Optional.empty());
        CloseableIterator<FilteredColumnarBatch> data =
            Scan.transformPhysicalData(engine, state, file, results.map(FileReadResult::getData))) {
      while (data.hasNext()) {
        ColumnarBatch batch = data.next().getData();
        for (int c = 0; c < batch.getSchema().length(); c++) {
          sum += sum(batch.getColumnVector(c));
        }
      }
    }
    return sum;
  }

  private static double sum(ColumnVector column) {
    DataType type = column.getDataType();
    long sum = 0;
    for (int i = 0; i < column.getSize(); i++) {
      if (type instanceof LongType || type instanceof TimestampType) {
        sum += column.getLong(i) & 0xff;
      } else if (type instanceof IntegerType) {
        sum += column.getInt(i);
      } else if (type instanceof DoubleType) {
        sum += column.getDouble(i) > 0.5 ? 1 : 0;
      } else if (type instanceof BooleanType) {
        sum += column.getBoolean(i) ? 1 : 0;
      } else {
        sum += column.getString(i).length();
      }
    }
    return sum;
  }

  private static ColumnarBatch batch(ColumnBatch rows) {
    StructType schema = new StructType();
    ColumnVector[] vectors = new ColumnVector[rows.schema().size()];
    for (int i = 0; i < vectors.length; i++) {
      Column column = rows.schema().column(i);
      DataType type = type(column.type());
      schema = schema.add(column.name(), type);
      vectors[i] = new Values(type, rows.column(i));
    }
    return new DefaultColumnarBatch(rows.size(), schema, vectors);
  }

  private static DataType type(ColumnType type) {
    if (type == ColumnType.TIMESTAMP) {
      return TimestampType.TIMESTAMP;
    }
    return switch (type.storage()) {
      case LONGS -> LongType.LONG;
      case INTS -> IntegerType.INTEGER;
      case DOUBLES -> DoubleType.DOUBLE;
      case BOOLEANS -> BooleanType.BOOLEAN;
      default -> StringType.STRING;
    };
  }

  /** Our arrays as Kernel's vector. */
  private record Values(DataType type, io.mudbrick.catalog.delta.ColumnVector values)
      implements ColumnVector {
    @Override
    public DataType getDataType() {
      return type;
    }

    @Override
    public int getSize() {
      return values.size();
    }

    @Override
    public void close() {}

    @Override
    public boolean isNullAt(int row) {
      return values.isNull(row);
    }

    @Override
    public boolean getBoolean(int row) {
      return values.booleans()[row];
    }

    @Override
    public int getInt(int row) {
      return values.ints()[row];
    }

    @Override
    public long getLong(int row) {
      return values.longs()[row];
    }

    @Override
    public double getDouble(int row) {
      return values.doubles()[row];
    }

    @Override
    public String getString(int row) {
      return String.valueOf(values.strings()[row]);
    }
  }
}
