package io.mudbrick.platform.internal.snapshot;

import io.mudbrick.platform.Ids;
import io.mudbrick.platform.Snapshot;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.events.WorkspacesPaused;
import io.mudbrick.platform.events.WorkspacesReset;
import io.mudbrick.platform.internal.files.Durable;
import io.mudbrick.platform.internal.journal.FileJournal;
import io.mudbrick.platform.internal.snapshot.ScopedTable.Scope;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes snapshots and goes back to them, for tests: rows and files of one metastore with its
 * workspaces, while those of others are worked with. A kill in the middle of a reset leaves it half
 * done.
 */
public final class Snapshots implements AutoCloseable {
  private static final String FOLDER = "snapshots";
  private static final String ROWS = "rows";
  private static final String FILES = "files";

  private final Path root;
  private final Path home;
  private final Database database;
  private final FileJournal journal;
  private final EventBus events;
  private final Calls calls;
  private final Clock clock;
  private final Ids ids;
  private final Folders folders;

  /** What a snapshot's folder says about it. */
  record Manifest(List<String> workspaceIds, List<String> folders) {}

  /** The rooms that a snapshot touches. */
  public record Rooms(Database database, FileJournal journal, EventBus events, Calls calls) {}

  public Snapshots(Path root, Rooms rooms, Clock clock, Ids ids) {
    this.root = root;
    this.home = root.resolve(FOLDER);
    this.database = rooms.database();
    this.journal = rooms.journal();
    this.events = rooms.events();
    this.calls = rooms.calls();
    this.clock = clock;
    this.ids = ids;
    this.folders = new Folders(root, home);
  }

  /**
   * Keeps the state of a metastore and its workspaces.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_CONFLICT} when calls or work in
   *     the background go on for too long
   */
  public Snapshot take(String metastoreId) {
    Snapshot snapshot = new Snapshot(ids.hex32(), metastoreId, clock.instant());
    alone(metastoreId, () -> take(snapshot));
    return snapshot;
  }

  /** Sets a metastore and its workspaces back. */
  public void reset(Snapshot snapshot) {
    if (!Files.exists(manifest(snapshot))) {
      throw SnapshotErrors.unknown(snapshot);
    }
    alone(snapshot.metastoreId(), () -> restore(snapshot));
  }

  /** Work on files. */
  private interface Work {
    void run() throws IOException;
  }

  /**
   * No call inside, nothing in the background, and the journal's tables filled and left alone: what
   * waits in the journal belongs to the state before.
   */
  private void alone(String metastoreId, Work work) {
    calls.alone(
        metastoreId,
        () -> {
          events.publish(new WorkspacesPaused(metastoreId));
          journal.paused(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
          return true;
        });
  }

  private Path folder(Snapshot snapshot) {
    return home.resolve(snapshot.id());
  }

  private Path manifest(Snapshot snapshot) {
    return folder(snapshot).resolve("snapshot.json");
  }

  private void take(Snapshot snapshot) throws IOException {
    Path folder = folder(snapshot);
    Files.createDirectories(folder.resolve(ROWS));
    Schema schema = Schema.of(database);
    Scope scope = new Scope(snapshot.metastoreId(), workspaces(snapshot.metastoreId()));
    database.read(
        tx -> {
          schema.scoped().forEach(table -> save(tx, table, scope, folder));
          return true;
        });
    List<String> kept = new ArrayList<>();
    for (Path each : folders.named(names(schema, scope))) {
      Folders.link(root.resolve(each), folder.resolve(FILES).resolve(each));
      kept.add(each.toString());
    }
    // Last: a snapshot without it is none.
    Files.writeString(manifest(snapshot), Json.write(new Manifest(scope.workspaceIds(), kept)));
  }

  private List<String> workspaces(String metastoreId) {
    return database.read(
        tx ->
            tx.query(
                "SELECT id FROM core_workspace WHERE metastore_id = ? ORDER BY id",
                row -> row.string(1),
                metastoreId));
  }

  private static void save(Tx tx, ScopedTable table, Scope scope, Path folder) {
    try (RowFile.Writer rows = new RowFile.Writer(rows(folder, table), table.columns())) {
      tx.forEach(table.select(scope), rows::add, table.values(scope));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path rows(Path folder, ScopedTable table) {
    return folder.resolve(ROWS).resolve(table.name());
  }

  /** The scope's own names and the keys of what is in it: a folder may bear any of them. */
  private Set<String> names(Schema schema, Scope scope) {
    Set<String> names = new HashSet<>(scope.workspaceIds());
    names.add(scope.metastoreId());
    database.read(
        tx -> {
          for (ScopedTable table : schema.scoped()) {
            String key = table.textKey();
            if (key != null) {
              tx.forEach(
                  "SELECT " + key + " FROM " + table.name() + " WHERE " + table.where(scope),
                  row -> names.add(row.string(1)),
                  table.values(scope));
            }
          }
          return true;
        });
    return names;
  }

  private void restore(Snapshot snapshot) throws IOException {
    Path folder = folder(snapshot);
    Manifest manifest = Json.read(Files.readString(manifest(snapshot)), Manifest.class);
    Schema schema = Schema.of(database);
    Set<String> workspaces = new LinkedHashSet<>(manifest.workspaceIds());
    workspaces.addAll(workspaces(snapshot.metastoreId()));
    Scope scope = new Scope(snapshot.metastoreId(), List.copyOf(workspaces));
    List<Path> present = folders.named(names(schema, scope));
    database.run(tx -> restore(tx, schema, scope, folder));
    folders.replace(
        present,
        folder.resolve(FILES),
        manifest.folders().stream().map(Path::of).toList(),
        home.resolve("aside-" + ids.hex32()));
    events.publish(new WorkspacesReset(snapshot.metastoreId()));
  }

  private static void restore(Tx tx, Schema schema, Scope scope, Path folder) {
    List<ScopedTable> parentsFirst = schema.scoped();
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      ScopedTable table = parentsFirst.get(i);
      tx.update(table.delete(scope), table.values(scope));
    }
    for (ScopedTable table : parentsFirst) {
      try {
        RowFile.read(
            rows(folder, table), table.columns(), batch -> tx.batch(table.insert(), batch));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Who owns the rows of each table: {@code metastore_id}, {@code workspace_id}, {@code run_no of
   * tracking_runs}, or {@code engine}, which a reset leaves alone. A test holds it to what is
   * meant.
   */
  public static Map<String, String> owners(Database database) {
    Schema schema = Schema.of(database);
    Map<String, String> owners = new TreeMap<>();
    schema.engineWide().forEach(table -> owners.put(table, "engine"));
    for (ScopedTable table : schema.scoped()) {
      ScopedTable parent = table.parent();
      owners.put(table.name(), parent == null ? table.by() : table.by() + " of " + parent.name());
    }
    return owners;
  }

  /** Drops every snapshot. */
  @Override
  public void close() throws IOException {
    Durable.deleteTree(home);
  }
}
