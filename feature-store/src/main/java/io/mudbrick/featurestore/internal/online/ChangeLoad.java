package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.TableChanges;
import io.mudbrick.catalog.delta.TableCommit;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what must change online from what the commits since the last publish changed in the
 * feature table. A row that came late, or comes again, changes nothing.
 */
final class ChangeLoad {
  /** More values than these in the files of the commits: all is written anew, in less memory. */
  private static final long MOST_VALUES = 30_000_000;

  /** More changed keys than these would hold up other writers, as they go into one transaction. */
  private static final int MOST_KEYS = 200_000;

  /**
   * What must change.
   *
   * @param rows to be written
   * @param gone keys whose rows are to be deleted; those of {@code rows} that replace a newer one
   *     are among them
   * @param added keys that were not there
   * @param removed keys that are no longer there
   */
  record Changes(Map<KeyBytes, Row> rows, Set<KeyBytes> gone, long added, long removed) {
    long upserted() {
      return rows.size();
    }

    /** The rows that are new, and null for keys that have none any more. */
    Map<KeyBytes, @Nullable Row> changed() {
      Map<KeyBytes, @Nullable Row> changed = new HashMap<>();
      gone.forEach(key -> changed.put(key, null));
      changed.putAll(rows);
      return changed;
    }
  }

  private final ShownRows shown;
  private final FeatureTable source;
  private final DeltaTable delta;
  private final Layout layout;
  private final PayloadCodec codec;

  /** The newest row that the commits brought of each key. */
  private final Map<KeyBytes, Row> brought = new HashMap<>();

  /** The times of the rows that they took away, the newest of each key. */
  private final Map<KeyBytes, Long> taken = new HashMap<>();

  ChangeLoad(ShownRows shown, FeatureTable source, DeltaTable delta, Layout layout) {
    this.shown = shown;
    this.source = source;
    this.delta = delta;
    this.layout = layout;
    this.codec = new PayloadCodec(layout.payloadSchema());
  }

  /** The changes; empty when all rows had better, or can only, be written anew. */
  Optional<Changes> changes(OnlineRecord before, OnlineRecord after) {
    try {
      TableChanges changes =
          delta.changes(before.version() + 1, after.version()).byKey(source.primaryKeys());
      if (2 * rows(changes.from()) * changes.schema().size() > MOST_VALUES || !gather(changes)) {
        return Optional.empty();
      }
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        return Optional.empty(); // what a vacuum or a clean-up of the log took away
      }
      throw e;
    }
    return Optional.of(compare(after.version()));
  }

  /** How many rows the files of the commits hold, as far as they say. */
  private long rows(long from) {
    long newest = delta.version();
    long rows = 0;
    for (TableCommit commit : delta.history(Math.toIntExact(newest - from + 1))) {
      rows += number(commit, "numOutputRows") + number(commit, "numDeletedRows");
      rows += number(commit, "numCopiedRows");
    }
    return rows;
  }

  private static long number(TableCommit commit, String metric) {
    String value = commit.metrics().getOrDefault(metric, "0");
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  private boolean gather(TableChanges changes) {
    try (Stream<ColumnBatch> batches = changes.batches()) {
      for (Iterator<ColumnBatch> each = batches.iterator(); each.hasNext(); ) {
        gather(each.next());
        if (brought.size() + taken.size() > MOST_KEYS) {
          return false;
        }
      }
    }
    return true;
  }

  /** One commit's changes: what it took away first, as it may have brought the key back. */
  private void gather(ColumnBatch batch) {
    List<ColumnVector> keys = source.lookupKeys().stream().map(batch::column).toList();
    @Nullable String[] types = batch.column(TableChanges.CHANGE_TYPE).strings();
    ColumnVector time = time(batch);
    for (int row = 0; row < batch.size(); row++) {
      KeyBytes key = "delete".equals(types[row]) ? KeyBytes.of(keys, row) : null;
      if (key != null) {
        take(key, SourceRows.micros(time, row));
      }
    }
    ColumnBatch payload = batch.select(layout.payloadSchema().names());
    for (int row = 0; row < batch.size(); row++) {
      boolean brings = "insert".equals(types[row]) || "update_postimage".equals(types[row]);
      KeyBytes key = brings ? KeyBytes.of(keys, row) : null;
      if (key != null && !isNull(time, row)) {
        bring(key, SourceRows.micros(time, row), payload, row);
      }
    }
  }

  private @Nullable ColumnVector time(ColumnBatch batch) {
    String time = source.timeseriesColumn();
    return time == null ? null : batch.column(time);
  }

  private static boolean isNull(@Nullable ColumnVector time, int row) {
    return time != null && time.isNull(row);
  }

  private void take(KeyBytes key, long time) {
    taken.merge(key, time, Math::max);
    Row row = brought.get(key);
    if (row != null && row.eventTime() == time) {
      brought.remove(key);
    }
  }

  private void bring(KeyBytes key, long time, ColumnBatch payload, int row) {
    Row known = brought.get(key);
    if (known == null || known.eventTime() <= time) {
      brought.put(key, new Row(time, codec.encode(payload, row)));
    }
  }

  private Changes compare(long version) {
    Map<KeyBytes, Row> kept = new HashMap<>();
    Set<KeyBytes> keys = new HashSet<>(brought.keySet());
    keys.addAll(taken.keySet());
    for (KeyBytes key : keys) {
      Row row = shown.kept(key);
      if (row != null) {
        kept.put(key, row);
      }
    }
    Map<KeyBytes, Row> wanted = new HashMap<>(brought);
    Set<KeyBytes> unsure = new HashSet<>();
    taken.forEach(
        (key, time) -> {
          Row row = kept.get(key);
          if (row != null && row.eventTime() <= time) {
            unsure.add(key); // what is shown may be what was taken away
          }
        });
    wanted.keySet().removeAll(unsure);
    wanted.putAll(newest(unsure, version));
    return compare(wanted, kept, unsure);
  }

  private static Changes compare(
      Map<KeyBytes, Row> wanted, Map<KeyBytes, Row> kept, Set<KeyBytes> unsure) {
    Map<KeyBytes, Row> rows = new HashMap<>();
    Set<KeyBytes> gone = new HashSet<>();
    long added = 0;
    long removed = 0;
    for (Map.Entry<KeyBytes, Row> each : wanted.entrySet()) {
      KeyBytes key = each.getKey();
      Row row = each.getValue();
      Row old = kept.get(key);
      boolean replaces =
          old != null && (unsure.contains(key) || old.eventTime() <= row.eventTime());
      if (old == null || (replaces && !Arrays.equals(old.payload(), row.payload()))) {
        rows.put(key, row);
        added += old == null ? 1 : 0;
        if (old != null && old.eventTime() > row.eventTime()) {
          gone.add(key);
        }
      }
    }
    for (KeyBytes key : unsure) {
      if (!wanted.containsKey(key)) {
        gone.add(key);
        removed++;
      }
    }
    return new Changes(rows, gone, added, removed);
  }

  /** The newest rows that the table has of some keys. */
  private Map<KeyBytes, Row> newest(Set<KeyBytes> keys, long version) {
    Map<KeyBytes, Row> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    TableRead read = delta.read().version(version).columns(layout.columns());
    try (Stream<ColumnBatch> batches = read.batches()) {
      for (Iterator<ColumnBatch> each = batches.iterator(); each.hasNext(); ) {
        SourceRows rows = SourceRows.of(source, each.next(), layout);
        for (int i = 0; i < rows.size(); i++) {
          KeyBytes key = rows.key(i);
          Row known = found.get(key);
          if (keys.contains(key) && (known == null || known.eventTime() <= rows.time(i))) {
            found.put(key, new Row(rows.time(i), rows.payload(i)));
          }
        }
      }
    }
    return found;
  }
}
