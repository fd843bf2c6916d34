package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Snapshot;
import io.delta.standalone.actions.AddFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns a table back to an earlier version, by a further version that holds the same files. */
record Restore(TableLog log, DataFiles data, long version) {

  Change change(Basis basis, String parameter, String value) {
    Snapshot target = log.at(version);
    List<AddFile> wanted = LocalRead.inOrder(target.getAllFiles());
    checkFiles(wanted);
    List<AddFile> present = basis.readAll();
    Change change = new Change("RESTORE").parameter(parameter, value);
    change.onRecord = true;
    change.addsOldFiles = true;
    change.added.addAll(without(wanted, present));
    change.removed.addAll(without(present, wanted));
    change.inserted = change.added.stream().mapToLong(data::count).sum();
    change.deleted = change.removed.stream().mapToLong(data::count).sum();
    if (!target.getMetadata().equals(basis.metadata())) {
      change.metadata = target.getMetadata();
    }
    return change
        .metric("tableSizeAfterRestore", Change.bytes(wanted))
        .metric("numOfFilesAfterRestore", wanted.size())
        .metric("numRemovedFiles", change.removed.size())
        .metric("numRestoredFiles", change.added.size())
        .metric("removedFilesSize", Change.bytes(change.removed))
        .metric("restoredFilesSize", Change.bytes(change.added));
  }

  private void checkFiles(List<AddFile> wanted) {
    List<Path> missing = wanted.stream().map(data::path).filter(Files::notExists).toList();
    if (!missing.isEmpty()) {
      throw FileErrors.restoreMissesFiles(data.directory(), version, missing);
    }
  }

  private static List<AddFile> without(List<AddFile> files, List<AddFile> others) {
    Set<String> paths = new HashSet<>();
    others.forEach(file -> paths.add(file.getPath()));
    return files.stream().filter(file -> !paths.contains(file.getPath())).toList();
  }
}
