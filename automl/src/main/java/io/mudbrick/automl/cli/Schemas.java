package io.mudbrick.automl.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The catalog and schema of a name, made where they are not yet. */
final class Schemas {
  private static final Set<ErrorCode> NOT_THERE =
      EnumSet.of(ErrorCode.RESOURCE_DOES_NOT_EXIST, ErrorCode.NOT_FOUND);
  private static final String FACE = "/api/2.1/unity-catalog/";

  private Schemas() {}

  static void ensure(Connection connection, @Nullable String name, PrintWriter err) {
    String[] parts = name == null ? new String[0] : name.split("[.]", -1);
    if (parts.length != 3) {
      return; // no name, or one that the server refuses
    }
    String schema = parts[0] + "." + parts[1];
    if (!isThere(connection, "catalogs/" + parts[0])) {
      connection.post(FACE + "catalogs", Map.of("name", parts[0]));
      err.println("made the catalog " + parts[0]);
    }
    if (!isThere(connection, "schemas/" + schema)) {
      connection.post(FACE + "schemas", Map.of("name", parts[1], "catalog_name", parts[0]));
      err.println("made the schema " + schema);
    }
  }

  private static boolean isThere(Connection connection, String path) {
    try {
      connection.get(FACE + path);
      return true;
    } catch (PlatformException e) {
      if (NOT_THERE.contains(e.code())) {
        return false;
      }
      throw e;
    }
  }
}
