package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.internal.access.Node;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Optional;

/**
 * Where managed files lie that somebody chose a place for: below the root of the schema, or else of
 * the catalog, in the layout of Unity Catalog.
 */
public final class Storage {
  /** The folder below a root that is ours alone. */
  static final String FOLDER = "__unitystorage";

  private Storage() {}

  /** The folder of a catalog or schema that has a root. */
  public static java.nio.file.Path location(
      SecurableType type, String id, java.nio.file.Path storageRoot) {
    String kind = type == SecurableType.CATALOG ? "catalogs" : "schemas";
    return storageRoot.resolve(FOLDER).resolve(kind).resolve(id);
  }

  private static Optional<java.nio.file.Path> location(SecurableRow row) {
    return Optional.ofNullable(row.storageRoot())
        .map(root -> location(row.type(), row.id(), java.nio.file.Path.of(root)));
  }

  /**
   * The folder for something managed in a schema; empty where our own is to be taken.
   *
   * @param kind {@code tables} or {@code volumes}
   */
  static Optional<String> place(Rooms rooms, Tx tx, Path schema, String kind, String id) {
    List<Node> nodes = schema.nodes();
    for (int i = nodes.size() - 1; i > 0; i--) {
      Optional<java.nio.file.Path> location =
          rooms.securables().byId(tx, nodes.get(i).id()).flatMap(Storage::location);
      if (location.isPresent()) {
        return location.map(folder -> folder.resolve(kind).resolve(id).toString());
      }
    }
    return Optional.empty();
  }
}
