package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Operation;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one commit is to hold; collected by one thread. */
final class Change {
  final Operation.Name operation;
  final List<AddFile> added = new ArrayList<>();
  final List<AddFile> removed = new ArrayList<>();
  final Map<String, String> parameters = new LinkedHashMap<>();
  @Nullable Metadata metadata;

  /** Whether the rows stay what they are, so that concurrent appends do not conflict. */
  boolean rearranges;

  long inserted;
  long updated;
  long deleted;

  Change(Operation.Name operation) {
    this.operation = operation;
  }

  /** Adds an operation parameter; history shows it as this text. */
  Change parameter(String name, String value) {
    parameters.put(name, Json.quote(value));
    return this;
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && metadata == null;
  }

  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (AddFile file : removed) {
      actions.add(file.remove(!rearranges));
    }
    for (AddFile file : added) {
      actions.add(rearranges ? rearranged(file) : file);
    }
    return actions;
  }

  private static AddFile rearranged(AddFile file) {
    return new AddFile(
        file.getPath(),
        file.getPartitionValues(),
        file.getSize(),
        file.getModificationTime(),
        false,
        file.getStats(),
        file.getTags());
  }

  Map<String, String> metrics() {
    Map<String, String> metrics = new LinkedHashMap<>();
    metrics.put("numFiles", Integer.toString(added.size()));
    metrics.put("numAddedFiles", Integer.toString(added.size()));
    metrics.put("numRemovedFiles", Integer.toString(removed.size()));
    metrics.put("numOutputBytes", Long.toString(added.stream().mapToLong(AddFile::getSize).sum()));
    metrics.put("numOutputRows", Long.toString(inserted + updated));
    metrics.put("numUpdatedRows", Long.toString(updated));
    metrics.put("numDeletedRows", Long.toString(deleted));
    return metrics;
  }
}
