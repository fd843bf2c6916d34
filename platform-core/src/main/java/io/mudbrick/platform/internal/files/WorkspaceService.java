package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.WorkspaceObject;
import io.mudbrick.platform.files.WorkspaceObjects;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.internal.files.WorkspaceStore.Stored;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workspace's tree for one caller. */
final class WorkspaceService implements WorkspaceObjects {
  private static final Logger LOG = System.getLogger(WorkspaceService.class.getName());
  private static final String PREFIX = "/Workspace";

  /** What databases index. */
  private static final int LONGEST_PATH = 800;

  private final Rooms rooms;
  private final BlobStore blobs;
  private final Caller caller;
  private final String workspace;
  private final String home;

  /** What all callers share. */
  record Rooms(
      Database database,
      WorkspaceStore store,
      BlobStore blobs,
      IdentityStore identities,
      Clock clock,
      Ids ids) {}

  WorkspaceService(Rooms rooms, Caller caller) {
    this.rooms = rooms;
    this.caller = caller;
    this.workspace = caller.workspaceId();
    this.blobs = rooms.blobs().at("workspace/" + workspace);
    this.home = "/Users/" + caller.principal().name();
  }

  // ---- paths, and who may go there

  private String canonical(String given) {
    if (!given.startsWith("/")) {
      throw WorkspaceErrors.notAbsolute(given);
    }
    boolean prefixed = given.equals(PREFIX) || given.startsWith(PREFIX + "/");
    String path = prefixed ? given.substring(PREFIX.length()) : given;
    String canonical = "/" + BlobPath.canonical(path.replaceFirst("^/+", ""));
    if (canonical.length() > LONGEST_PATH) {
      throw WorkspaceErrors.tooLong(LONGEST_PATH);
    }
    return canonical;
  }

  private String readable(String given) {
    String path = canonical(given);
    if (isUnder("/Users/", path) && !isUnder(home, path) && !isAdmin()) {
      throw WorkspaceErrors.denied(caller.principal().name(), path);
    }
    return path;
  }

  private String writable(String given) {
    String path = readable(given);
    if (!isUnder(home, path) && !isUnder("/Shared", path) && !isAdmin()) {
      throw WorkspaceErrors.denied(caller.principal().name(), path);
    }
    return path;
  }

  private static boolean isUnder(String directory, String path) {
    return directory.endsWith("/")
        ? path.startsWith(directory)
        : path.equals(directory) || path.startsWith(directory + "/");
  }

  private boolean isAdmin() {
    return rooms.identities().isAdmin(caller);
  }

  /** Found without asking: what every workspace has, and the caller's home. */
  private void furnish() {
    boolean there =
        rooms.database().read(tx -> rooms.store().byPath(tx, workspace, home).isPresent());
    if (!there) {
      rooms
          .database()
          .run(
              tx -> {
                for (String path : List.of("/", "/Shared", "/Users", home)) {
                  insertDirectory(tx, path);
                }
              });
    }
  }

  private void insertDirectory(Tx tx, String path) {
    rooms
        .store()
        .insert(tx, workspace, object(path, WorkspaceObject.Type.DIRECTORY, null, 0), null);
  }

  private WorkspaceObject object(
      String path, WorkspaceObject.Type type, @Nullable String language, long size) {
    long now = rooms.clock().millis();
    // Clients keep ids in doubles.
    long id = rooms.ids().number() & ((1L << 52) - 1);
    return new WorkspaceObject(id, path, type, language, size, now, now);
  }

  // ---- reading

  private Stored stored(Tx tx, String path) {
    return rooms
        .store()
        .byPath(tx, workspace, path)
        .orElseThrow(() -> WorkspaceErrors.missing(path));
  }

  @Override
  public WorkspaceObject getStatus(String path) {
    String canonical = readable(path);
    furnish();
    return rooms.database().read(tx -> stored(tx, canonical).object());
  }

  @Override
  public List<WorkspaceObject> list(String path) {
    String canonical = readable(path);
    furnish();
    return rooms
        .database()
        .read(
            tx -> {
              Stored found = stored(tx, canonical);
              if (found.object().type() != WorkspaceObject.Type.DIRECTORY) {
                return List.of(found.object());
              }
              boolean all = !canonical.equals("/Users") || isAdmin();
              return rooms.store().children(tx, workspace, canonical).stream()
                  .map(Stored::object)
                  .filter(child -> all || child.path().equals(home))
                  .toList();
            });
  }

  @Override
  public byte[] read(String path) {
    String canonical = readable(path);
    furnish();
    String blob = null;
    while (true) {
      String now = blob(canonical);
      try (InputStream content = blobs.open(now)) {
        return content.readAllBytes();
      } catch (PlatformException e) {
        if (now.equals(blob)) {
          throw e;
        }
        blob = now; // unless it was replaced since it was looked up, it is missing
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private String blob(String path) {
    String blob = rooms.database().read(tx -> stored(tx, path)).blob();
    if (blob == null) {
      throw WorkspaceErrors.isDirectory(path);
    }
    return blob;
  }

  // ---- writing

  @Override
  public void mkdirs(String path) {
    String canonical = writable(path);
    furnish();
    rooms.database().run(tx -> makeDirectories(tx, canonical));
  }

  private void makeDirectories(Tx tx, String path) {
    Optional<Stored> there = rooms.store().byPath(tx, workspace, path);
    if (there.isPresent()) {
      if (there.get().object().type() != WorkspaceObject.Type.DIRECTORY) {
        throw WorkspaceErrors.exists(path);
      }
      return;
    }
    makeDirectories(tx, WorkspaceStore.parent(path));
    insertDirectory(tx, path);
  }

  @Override
  public WorkspaceObject store(
      String path, byte[] content, @Nullable String language, boolean overwrite) {
    String canonical = writable(path);
    if (language != null && content.length > LARGEST_NOTEBOOK) {
      throw WorkspaceErrors.tooLarge();
    }
    furnish();
    String blob = rooms.ids().uuid();
    try {
      blobs.put(blob, new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean done = false;
    try {
      WorkspaceObject stored =
          rooms
              .database()
              .write(tx -> enter(tx, canonical, content.length, language, blob, overwrite));
      done = true;
      return stored;
    } finally {
      if (!done) {
        discard(blob);
      }
    }
  }

  private WorkspaceObject enter(
      Tx tx, String path, long size, @Nullable String language, String blob, boolean overwrite) {
    String parent = WorkspaceStore.parent(path);
    boolean inDirectory =
        rooms
            .store()
            .byPath(tx, workspace, parent)
            .filter(found -> found.object().type() == WorkspaceObject.Type.DIRECTORY)
            .isPresent();
    if (!inDirectory) {
      throw WorkspaceErrors.noParent(parent);
    }
    WorkspaceObject.Type type =
        language == null ? WorkspaceObject.Type.FILE : WorkspaceObject.Type.NOTEBOOK;
    WorkspaceObject fresh = object(path, type, language, size);
    Optional<Stored> before = rooms.store().byPath(tx, workspace, path);
    if (before.isEmpty()) {
      rooms.store().insert(tx, workspace, fresh, blob);
      return fresh;
    }
    WorkspaceObject old = before.get().object();
    if (!overwrite || old.type() == WorkspaceObject.Type.DIRECTORY) {
      throw WorkspaceErrors.exists(path);
    }
    WorkspaceObject changed =
        new WorkspaceObject(
            old.id(), path, type, language, size, old.createdAt(), fresh.modifiedAt());
    rooms.store().update(tx, changed, blob);
    discardAfter(tx, before.get().blob());
    return changed;
  }

  @Override
  public void delete(String path, boolean recursive) {
    String canonical = writable(path);
    furnish();
    rooms
        .database()
        .run(
            tx -> {
              Stored found = stored(tx, canonical);
              boolean ownersHome = WorkspaceStore.parent(canonical).equals("/Users") && !isAdmin();
              if (ownersHome || List.of("/", "/Users", "/Shared").contains(canonical)) {
                throw WorkspaceErrors.stays(canonical);
              }
              delete(tx, found, recursive);
            });
  }

  private void delete(Tx tx, Stored found, boolean recursive) {
    String path = found.object().path();
    List<Stored> children = rooms.store().children(tx, workspace, path);
    if (!children.isEmpty() && !recursive) {
      throw WorkspaceErrors.notEmpty(path);
    }
    children.forEach(child -> delete(tx, child, true));
    rooms.store().delete(tx, found.object().id());
    discardAfter(tx, found.blob());
  }

  private void discardAfter(Tx tx, @Nullable String blob) {
    if (blob != null) {
      tx.afterCommit(() -> FileIo.afterHolds(blobs.onDisk(blob), () -> discard(blob)));
    }
  }

  /** What cannot be deleted stays: nothing leads to it. */
  private void discard(String blob) {
    try {
      blobs.delete(blob);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The content " + blob + " of a workspace object stays.", e);
    }
  }
}
