package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of a batch, to find the rows of a table that have one of them. */
final class KeyMatcher implements RowMatcher {
  /** Of these, a value has the same text in every engine's log. */
  private static final Set<ColumnType> HAVE_ONE_TEXT =
      Set.of(
          ColumnType.BYTE,
          ColumnType.SHORT,
          ColumnType.INT,
          ColumnType.LONG,
          ColumnType.STRING,
          ColumnType.DATE);

  private final Schema keySchema;
  private final Map<Object, Integer> keys;
  private final Map<String, Set<String>> texts = new HashMap<>();
  private final List<Predicate<FileStats>> ranges;

  private KeyMatcher(ColumnBatch keyed, Map<Object, Integer> keys) {
    this.keySchema = keyed.schema();
    this.keys = keys;
    this.ranges = new ArrayList<>();
    for (int i = 0; i < keySchema.size() && keyed.size() > 0; i++) {
      addRange(keySchema.column(i), keyed.column(i));
      if (HAVE_ONE_TEXT.contains(keySchema.column(i).type())) {
        texts.put(keySchema.column(i).name(), texts(keyed.column(i)));
      }
    }
  }

  /** Keys that may occur more than once. */
  static KeyMatcher of(ColumnBatch rows, Collection<String> keyColumns) {
    return of(rows, keyColumns, false);
  }

  /** Keys that must differ. */
  static KeyMatcher ofUnique(ColumnBatch rows, Collection<String> keyColumns) {
    return of(rows, keyColumns, true);
  }

  private static KeyMatcher of(ColumnBatch rows, Collection<String> keyColumns, boolean unique) {
    if (keyColumns.isEmpty()) {
      throw DeltaErrors.noKeyColumns();
    }
    ColumnBatch keyed = rows.select(keyColumns);
    for (int i = 0; i < keyed.schema().size(); i++) {
      if (keyed.column(i).nullCount() > 0) {
        throw DeltaErrors.nullInKey(keyed.schema().column(i));
      }
    }
    Keys extractor = new Keys(keyed);
    Map<Object, Integer> keys = new HashMap<>(keyed.size() * 2);
    for (int row = 0; row < keyed.size(); row++) {
      if (keys.putIfAbsent(Objects.requireNonNull(extractor.key(row)), row) != null && unique) {
        throw DeltaErrors.duplicateKey(keyed.schema().names(), keyed.row(row).values());
      }
    }
    return new KeyMatcher(keyed, keys);
  }

  private static Set<String> texts(ColumnVector values) {
    Set<String> texts = new HashSet<>();
    for (int row = 0; row < values.size(); row++) {
      texts.add(Objects.requireNonNull(values.get(row)).toString());
    }
    return texts;
  }

  private boolean mayMatch(Map<String, String> partition) {
    return keySchema.size() == 0
        || partition.entrySet().stream()
            .allMatch(
                entry -> {
                  Set<String> wanted = texts.get(entry.getKey());
                  return wanted == null
                      || (entry.getValue() != null && wanted.contains(entry.getValue()));
                });
  }

  /**
   * Rows of the table with the values that the rows of a batch have for their keys.
   *
   * @param matched rows that {@link #matches} accepted
   * @param rows the batch that this matcher was made of
   */
  ColumnBatch patch(ColumnBatch matched, ColumnBatch rows) {
    Keys extractor = new Keys(matched.select(columns()));
    List<Row> patched = new ArrayList<>(matched.size());
    for (int row = 0; row < matched.size(); row++) {
      int source = Objects.requireNonNull(keys.get(Objects.requireNonNull(extractor.key(row))));
      patched.add(matched.row(row).with(rows.row(source).toMap()));
    }
    return ColumnBatch.ofRows(matched.schema(), patched);
  }

  private void addRange(Column column, ColumnVector values) {
    String name = column.name();
    if (column.type() == ColumnType.LONG) {
      long from = Arrays.stream(values.longs()).min().orElseThrow();
      long to = Arrays.stream(values.longs()).max().orElseThrow();
      ranges.add(stats -> stats.mayHold(name, from, to));
    } else if (column.type() == ColumnType.INT) {
      int from = Arrays.stream(values.ints()).min().orElseThrow();
      int to = Arrays.stream(values.ints()).max().orElseThrow();
      ranges.add(stats -> stats.mayHold(name, from, to));
    } else if (column.type() == ColumnType.STRING) {
      List<String> texts = Stream.of(values.strings()).map(Objects::requireNonNull).toList();
      String from = Collections.min(texts, FileStats::byCodePoint);
      String to = Collections.max(texts, FileStats::byCodePoint);
      ranges.add(stats -> stats.mayHold(name, from, to));
    }
  }

  @Override
  public boolean mayMatch(AddFile file) {
    return mayMatch(file.getPartitionValues()) && mayMatch(FileStats.parse(file.getStats()));
  }

  private boolean mayMatch(FileStats stats) {
    return ranges.stream().allMatch(range -> range.test(stats));
  }

  @Override
  public List<String> columns() {
    return keySchema.names();
  }

  @Override
  public boolean[] matches(ColumnBatch batch) {
    Keys extractor = new Keys(batch);
    boolean[] found = new boolean[batch.size()];
    for (int row = 0; row < found.length; row++) {
      Object key = extractor.key(row);
      found[row] = key != null && keys.containsKey(key);
    }
    return found;
  }

  /** Keys as objects that are equal when the keys are. */
  private static final class Keys {
    private final List<ColumnVector> columns;

    Keys(ColumnBatch batch) {
      this.columns = batch.columns();
    }

    @Nullable Object key(int row) {
      if (columns.size() == 1) {
        return value(columns.get(0), row);
      }
      List<Object> key = new ArrayList<>(columns.size());
      for (ColumnVector column : columns) {
        Object value = value(column, row);
        if (value == null) {
          return null;
        }
        key.add(value);
      }
      return key;
    }

    private static @Nullable Object value(ColumnVector column, int row) {
      if (column.isNull(row)) {
        return null;
      }
      return switch (column.type().storage()) {
        case INTS -> column.ints()[row];
        case LONGS -> column.longs()[row];
        // Adding 0.0 makes one zero of the two, as filters have it.
        case FLOATS -> column.floats()[row] + 0.0f;
        case DOUBLES -> column.doubles()[row] + 0.0;
        case BINARIES -> ByteBuffer.wrap(Objects.requireNonNull(column.binaries()[row]));
        default -> column.get(row);
      };
    }
  }
}
