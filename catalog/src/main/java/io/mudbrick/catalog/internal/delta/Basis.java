package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.internal.SnapshotImpl;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import scala.Option;

/**
 * The version of a table on which a change is built, and what of it the change depends on: a commit
 * by somebody else conflicts when it touches that. For one thread.
 */
final class Basis {
  private final SnapshotImpl snapshot;
  private final Set<String> readFiles = new HashSet<>();
  private final List<Predicate<AddFile>> looks = new ArrayList<>();

  Basis(SnapshotImpl snapshot) {
    this.snapshot = snapshot;
  }

  /** -1 where there is no table yet. */
  long version() {
    return snapshot.getVersion();
  }

  SnapshotImpl snapshot() {
    return snapshot;
  }

  Metadata metadata() {
    return snapshot.getMetadata();
  }

  Schema schema() {
    return LogSchema.of(metadata());
  }

  List<String> partitionColumns() {
    return metadata().getPartitionColumns();
  }

  /** The last version of an application's transactions, or -1. */
  long transaction(String application) {
    Option<Object> version = snapshot.transactions().get(application);
    return version.isDefined() ? (long) version.get() : -1;
  }

  /** All files, without depending on any. */
  List<AddFile> files() {
    return LocalRead.inOrder(snapshot.getAllFiles());
  }

  /** All files; any file that somebody else adds or removes is a conflict. */
  List<AddFile> readAll() {
    return read(file -> true);
  }

  /**
   * The files that may hold what the caller looks for.
   *
   * @param look also says whether somebody else's new file would have been read
   */
  List<AddFile> read(Predicate<AddFile> look) {
    looks.add(look);
    List<AddFile> files = files().stream().filter(look).toList();
    files.forEach(file -> readFiles.add(file.getPath()));
    return files;
  }

  boolean dependsOnFiles() {
    return !looks.isEmpty();
  }

  boolean hasRead(String path) {
    return readFiles.contains(path);
  }

  boolean wouldHaveRead(AddFile file) {
    return looks.stream().anyMatch(look -> look.test(file));
  }
}
