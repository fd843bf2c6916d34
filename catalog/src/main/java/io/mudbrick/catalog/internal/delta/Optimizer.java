package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.OptimizeOptions;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Lays the rows of a table out anew: fewer files, or files of rows that are near each other. */
final class Optimizer {
  static final long TARGET_SIZE = 128L << 20;

  private final DataFiles data;
  private final OptimizeOptions options;
  private final boolean auto;

  Optimizer(DataFiles data, OptimizeOptions options, boolean auto) {
    this.data = data;
    this.options = options;
    this.auto = auto;
  }

  Change change(Basis basis) {
    Filter partitions = options.partitions();
    if (partitions.equals(Filter.all())) {
      return change(basis, values -> true);
    }
    Schema schema = basis.schema().select(basis.partitionColumns()).nullable();
    BoundFilter filter = BoundFilter.of(partitions, schema);
    return change(basis, values -> filter.matches(row(schema, values))[0]);
  }

  /**
   * @param wanted the partitions, by their values in the log
   */
  Change change(Basis basis, Predicate<Map<String, String>> wanted) {
    Change change = new Change("OPTIMIZE");
    change.rearranges = true;
    change.parameter("predicate", FilterText.of(options.partitions()));
    change.parameter("zOrderBy", Json.of(options.zOrder()));
    change.parameter("auto", Boolean.toString(auto));
    Long property = Properties.targetFileSize(basis.metadata().getConfiguration());
    long target = options.targetFileSize().orElse(property == null ? TARGET_SIZE : property);
    if (options.zOrder().isEmpty()) {
      compact(basis, wanted, change, target);
    } else {
      order(basis, wanted, change, target);
    }
    sizes(change);
    return change;
  }

  private void compact(
      Basis basis, Predicate<Map<String, String>> wanted, Change change, long target) {
    for (List<AddFile> files : partitions(basis, wanted).values()) {
      for (List<AddFile> bin : bins(files, target)) {
        replace(basis, change, bin, read(basis, bin), DataFiles.ROWS_PER_FILE);
      }
    }
  }

  /** Small files, in their order, as many together as one file may hold. */
  private List<List<AddFile>> bins(List<AddFile> files, long target) {
    List<List<AddFile>> bins = new ArrayList<>();
    List<AddFile> bin = new ArrayList<>();
    long size = 0;
    long rows = 0;
    for (AddFile file : files) {
      long more = data.count(file);
      if (file.getSize() >= target || more >= DataFiles.ROWS_PER_FILE / 2) {
        continue;
      }
      if (!bin.isEmpty()
          && (size + file.getSize() > target || rows + more > DataFiles.ROWS_PER_FILE)) {
        bins.add(bin);
        bin = new ArrayList<>();
        size = 0;
        rows = 0;
      }
      bin.add(file);
      size += file.getSize();
      rows += more;
    }
    bins.add(bin);
    bins.removeIf(one -> one.size() < 2);
    return bins;
  }

  private void order(
      Basis basis, Predicate<Map<String, String>> wanted, Change change, long target) {
    ZOrder order = new ZOrder(zColumns(basis));
    for (List<AddFile> files : partitions(basis, wanted).values()) {
      ColumnBatch rows = read(basis, files);
      long bytes = Math.max(1, Change.bytes(files));
      long perFile = Math.max(1, (long) ((double) target / bytes * rows.size()));
      replace(
          basis,
          change,
          files,
          rows.take(order.sorted(rows)),
          (int) Math.min(DataFiles.ROWS_PER_FILE, perFile));
    }
  }

  private List<Column> zColumns(Basis basis) {
    Schema schema = basis.schema();
    Schema chosen = schema.select(options.zOrder());
    for (Column column : chosen.columns()) {
      if (basis.partitionColumns().stream().anyMatch(column.name()::equalsIgnoreCase)) {
        throw DeltaErrors.zOrderByPartition(column);
      }
      if (!ZOrder.orders(column)) {
        throw DeltaErrors.zOrderWithoutRange(column);
      }
    }
    return chosen.columns();
  }

  /** The files of each partition that is asked for, in the order in which they were written. */
  private Map<Map<String, String>, List<AddFile>> partitions(
      Basis basis, Predicate<Map<String, String>> wanted) {
    Map<Map<String, String>, List<AddFile>> partitions = new LinkedHashMap<>();
    for (AddFile file : basis.files()) {
      partitions.computeIfAbsent(file.getPartitionValues(), key -> new ArrayList<>()).add(file);
    }
    partitions.keySet().removeIf(wanted.negate());
    return partitions;
  }

  private static ColumnBatch row(Schema schema, Map<String, String> values) {
    return ColumnBatch.of(
        schema,
        schema.columns().stream()
            .map(column -> Partitions.constant(column, values.get(column.name()), 1))
            .toList());
  }

  private ColumnBatch read(Basis basis, List<AddFile> files) {
    List<ColumnBatch> parts = new ArrayList<>();
    for (AddFile file : files) {
      parts.add(data.read(file, basis.schema(), basis.partitionColumns()));
    }
    return Batches.concat(basis.schema(), parts);
  }

  private void replace(
      Basis basis, Change change, List<AddFile> files, ColumnBatch rows, int rowsPerFile) {
    change.removed.addAll(files);
    change.added.addAll(data.write(rows, basis.partitionColumns(), basis.version(), rowsPerFile));
  }

  private static void sizes(Change change) {
    long[] sizes = change.added.stream().mapToLong(AddFile::getSize).sorted().toArray();
    if (sizes.length > 0) {
      change.metric("minFileSize", sizes[0]);
      change.metric("p25FileSize", sizes[sizes.length / 4]);
      change.metric("p50FileSize", sizes[sizes.length / 2]);
      change.metric("p75FileSize", sizes[sizes.length * 3 / 4]);
      change.metric("maxFileSize", sizes[sizes.length - 1]);
    }
  }
}
