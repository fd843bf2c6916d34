package io.mudbrick.catalog.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Reads tables with Delta Kernel, another engine than the one that wrote them. */
final class KernelReader {
  private final Engine engine = DefaultEngine.create(new Configuration());
  private final Snapshot snapshot;

  KernelReader(Path table) {
    snapshot = Table.forPath(engine, table.toString()).getLatestSnapshot(engine);
  }

  KernelReader(Path table, long version) {
    snapshot = Table.forPath(engine, table.toString()).getSnapshotAsOfVersion(engine, version);
  }

  StructType schema() {
    return snapshot.getSchema();
  }

  Optional<Long> transaction(String application) {
    return snapshot.getLatestTransactionVersion(engine, application);
  }

  /** Each row as values of the classes that our own rows use. */
  List<List<Object>> rows() throws Exception {
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
    List<List<Object>> rows = new ArrayList<>();
    for (Row scanFile : files(scan)) {
      FileStatus status = InternalScanFileUtils.getAddFileStatus(scanFile);
      try (CloseableIterator<FileReadResult> results =
              engine
                  .getParquetHandler()
                  .readParquetFiles(
                      Utils.singletonCloseableIterator(status), physical, Optional.empty());
          CloseableIterator<FilteredColumnarBatch> data =
              Scan.transformPhysicalData(
                  engine, state, scanFile, results.map(FileReadResult::getData))) {
        while (data.hasNext()) {
          try (CloseableIterator<Row> batch = data.next().getRows()) {
            batch.forEachRemaining(row -> rows.add(values(row)));
          }
        }
      }
    }
    return rows;
  }

  /** How many files are left when the statistics in the log have ruled out others. */
  int filesFor(Predicate filter) throws Exception {
    return files(snapshot.getScanBuilder().withFilter(filter).build()).size();
  }

  private List<Row> files(Scan scan) throws Exception {
    List<Row> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(files::add);
        }
      }
    }
    return files;
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.getSchema().length(); i++) {
      values.add(row.isNullAt(i) ? null : value(row, i, row.getSchema().at(i).getDataType()));
    }
    return values;
  }

  private static Object value(Row row, int i, DataType type) {
    if (type instanceof BooleanType) {
      return row.getBoolean(i);
    } else if (type instanceof ByteType) {
      return row.getByte(i);
    } else if (type instanceof ShortType) {
      return row.getShort(i);
    } else if (type instanceof IntegerType) {
      return row.getInt(i);
    } else if (type instanceof LongType) {
      return row.getLong(i);
    } else if (type instanceof FloatType) {
      return row.getFloat(i);
    } else if (type instanceof DoubleType) {
      return row.getDouble(i);
    } else if (type instanceof StringType) {
      return row.getString(i);
    } else if (type instanceof BinaryType) {
      return row.getBinary(i);
    } else if (type instanceof DateType) {
      return LocalDate.ofEpochDay(row.getInt(i));
    } else if (type instanceof TimestampType) {
      return Instant.EPOCH.plus(row.getLong(i), ChronoUnit.MICROS);
    }
    return row.getDecimal(i);
  }
}
