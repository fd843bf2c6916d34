package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one commit is to hold; collected by one thread. */
final class Change {
  /** As Delta names it in the history, such as {@code WRITE}. */
  final String operation;

  final List<AddFile> added = new ArrayList<>();
  final List<AddFile> removed = new ArrayList<>();
  final Map<String, String> parameters = new LinkedHashMap<>();
  @Nullable Metadata metadata;
  @Nullable Protocol protocol;

  /** Whether the rows stay what they are, so that concurrent appends do not conflict. */
  boolean rearranges;

  /** Whether the added files belong to earlier versions. */
  boolean addsOldFiles;

  /** Whether it is to be on record although it changes nothing. */
  boolean onRecord;

  long inserted;
  long updated;
  long deleted;

  private final Map<String, Long> metrics = new LinkedHashMap<>();
  private final long begun = System.nanoTime();

  Change(String operation) {
    this.operation = operation;
  }

  /** Adds an operation parameter; history shows it as this text. */
  Change parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** Adds a figure for the history. */
  Change metric(String name, long value) {
    metrics.put(name, value);
    return this;
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && metadata == null && !onRecord;
  }

  /** The figures under the names that Delta gives them for such an operation. */
  Map<String, Long> metrics() {
    Map<String, Long> all = new LinkedHashMap<>();
    switch (operation) {
      case "WRITE", "CREATE TABLE" -> written(all);
      case "DELETE" -> {
        replaced(all);
        all.put("numDeletedRows", deleted);
        timed(all);
      }
      case "UPDATE" -> {
        replaced(all);
        all.put("numUpdatedRows", updated);
        timed(all);
      }
      case "MERGE" -> merged(all);
      case "OPTIMIZE" -> replaced(all);
      default -> {
        // the others bring their own
      }
    }
    all.putAll(metrics);
    return all;
  }

  private void written(Map<String, Long> all) {
    all.put("numFiles", (long) added.size());
    all.put("numOutputRows", inserted);
    all.put("numOutputBytes", bytes(added));
    if (!removed.isEmpty()) {
      all.put("numRemovedFiles", (long) removed.size());
      all.put("numRemovedBytes", bytes(removed));
      all.put("numDeletedRows", deleted);
    }
  }

  private void replaced(Map<String, Long> all) {
    all.put("numAddedFiles", (long) added.size());
    all.put("numAddedBytes", bytes(added));
    all.put("numRemovedFiles", (long) removed.size());
    all.put("numRemovedBytes", bytes(removed));
  }

  private void merged(Map<String, Long> all) {
    all.put("numTargetRowsInserted", inserted);
    all.put("numTargetRowsUpdated", updated);
    all.put("numTargetRowsDeleted", deleted);
    all.put("numTargetFilesAdded", (long) added.size());
    all.put("numTargetBytesAdded", bytes(added));
    all.put("numTargetFilesRemoved", (long) removed.size());
    all.put("numTargetBytesRemoved", bytes(removed));
    all.put("numOutputRows", inserted + updated + metrics.getOrDefault("numTargetRowsCopied", 0L));
    timed(all);
  }

  private void timed(Map<String, Long> all) {
    all.put("executionTimeMs", (System.nanoTime() - begun) / 1_000_000);
  }

  /** The files that this change made; a restore adds ones that were there before. */
  List<AddFile> written() {
    return addsOldFiles ? List.of() : added;
  }

  static long bytes(List<AddFile> files) {
    return files.stream().mapToLong(AddFile::getSize).sum();
  }
}
