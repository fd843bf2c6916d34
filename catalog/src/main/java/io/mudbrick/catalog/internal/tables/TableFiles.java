package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The folder of managed tables, {@code <metastore>/<table id>}, and those that are open. */
public final class TableFiles {
  private static final int KEPT_OPEN = 64;

  private final Path root;
  private final Map<String, DeltaTable> open =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DeltaTable> eldest) {
          return size() > KEPT_OPEN;
        }
      };

  public TableFiles(Path root) {
    this.root = root;
  }

  public Path directory(String location) {
    return root.resolve(location);
  }

  /** Makes the files of a table, which is then seen under no name yet. */
  public DeltaTable create(String location, Schema schema, TableOptions options) {
    return DeltaTables.create(directory(location), schema, options);
  }

  public DeltaTable open(String location) {
    synchronized (open) {
      return open.computeIfAbsent(location, l -> DeltaTables.open(directory(l)));
    }
  }

  /** The table at a location; made first if its files are not there yet. */
  public DeltaTable openOrCreate(String location, Schema schema) {
    synchronized (open) {
      if (!DeltaTables.exists(directory(location))) {
        create(location, schema, TableOptions.DEFAULT);
      }
      return open(location);
    }
  }

  /** Opens a metastore's tables anew from now on: their files were replaced. */
  public void forget(String metastoreId) {
    synchronized (open) {
      open.keySet()
          .removeIf(location -> location.startsWith(metastoreId + "/") || location.startsWith("/"));
    }
  }

  /** Opens the table anew next time. */
  public void close(String location) {
    synchronized (open) {
      open.remove(location);
    }
  }

  /** Deletes a table's files. What cannot be deleted stays: no table leads to it any more. */
  public void delete(String location) {
    close(location);
    Folders.delete(directory(location));
  }
}
