package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.LocalTable;
import java.nio.file.Path;

/**
 * Makes and opens tables by directory. The catalog uses it, behind its grants; other modules ask
 * the catalog. Hadoop is loaded with the first table, not before.
 */
public final class DeltaTables {
  private DeltaTables() {}

  /**
   * Makes an empty table at version 0.
   *
   * @param directory made if it is missing
   * @throws io.mudbrick.platform.PlatformException RESOURCE_ALREADY_EXISTS when the directory holds
   *     a table; INVALID_PARAMETER_VALUE for a schema that Delta cannot hold
   */
  public static DeltaTable create(Path directory, Schema schema, TableOptions options) {
    return LocalTable.create(directory, schema, options);
  }

  /** As the other, with default options. */
  public static DeltaTable create(Path directory, Schema schema) {
    return create(directory, schema, TableOptions.DEFAULT);
  }

  /**
   * Opens a table.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when there is none;
   *     NOT_IMPLEMENTED when it uses features or types that this version cannot read
   */
  public static DeltaTable open(Path directory) {
    return LocalTable.open(directory);
  }

  /** Whether a directory holds a table. */
  public static boolean exists(Path directory) {
    return LocalTable.exists(directory);
  }
}
