package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.files.WorkspaceObject;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of workspace objects. */
final class WorkspaceStore {
  private static final String SELECT =
      "SELECT id, path, type, language, size, created_at, modified_at, blob FROM files_object"
          + " WHERE workspace_id = ? AND ";

  /** A row, and where its content lies. */
  record Stored(WorkspaceObject object, @Nullable String blob) {
    private static Stored of(Row row) {
      return new Stored(
          new WorkspaceObject(
              row.number(1),
              row.string(2),
              WorkspaceObject.Type.valueOf(row.string(3)),
              row.nullableString(4),
              row.number(5),
              row.number(6),
              row.number(7)),
          row.nullableString(8));
    }
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return path.equals("/") ? "" : slash == 0 ? "/" : path.substring(0, slash);
  }

  Optional<Stored> byPath(Tx tx, String workspace, String path) {
    return tx.first(SELECT + "path = ?", Stored::of, workspace, path);
  }

  List<Stored> children(Tx tx, String workspace, String parent) {
    return tx.query(SELECT + "parent = ? ORDER BY path", Stored::of, workspace, parent);
  }

  /** Does nothing when there is one at the path already. */
  void insert(Tx tx, String workspace, WorkspaceObject object, @Nullable String blob) {
    tx.update(
        "INSERT INTO files_object (id, workspace_id, parent, path, type, language, blob, size,"
            + " created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (workspace_id, path) DO NOTHING",
        object.id(),
        workspace,
        parent(object.path()),
        object.path(),
        object.type(),
        object.language(),
        blob,
        object.size(),
        object.createdAt(),
        object.modifiedAt());
  }

  void update(Tx tx, WorkspaceObject object, @Nullable String blob) {
    tx.update(
        "UPDATE files_object SET type = ?, language = ?, blob = ?, size = ?, modified_at = ?"
            + " WHERE id = ?",
        object.type(),
        object.language(),
        blob,
        object.size(),
        object.modifiedAt(),
        object.id());
  }

  void delete(Tx tx, long id) {
    tx.update("DELETE FROM files_object WHERE id = ?", id);
  }
}
