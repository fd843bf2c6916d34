package io.mudbrick.catalog.cli;

import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A securable as commands name it: its full name, and its type where the name does not tell. */
final class SecurableName {
  private static final String UNITY_CATALOG = "/api/2.1/unity-catalog/";

  /** Types of three-level names and their collections, in the order in which they are tried. */
  private static final Map<SecurableType, String> COLLECTIONS =
      Map.of(
          SecurableType.CATALOG, "catalogs",
          SecurableType.SCHEMA, "schemas",
          SecurableType.TABLE, "tables",
          SecurableType.REGISTERED_MODEL, "models",
          SecurableType.VOLUME, "volumes",
          SecurableType.FUNCTION, "functions");

  private static final List<SecurableType> THREE_LEVELS =
      List.of(
          SecurableType.TABLE,
          SecurableType.REGISTERED_MODEL,
          SecurableType.VOLUME,
          SecurableType.FUNCTION);

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "catalog, catalog.schema or catalog.schema.name.")
  private String name;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "table, model, volume or function; default the first that has the name.")
  private @Nullable String type;

  String fullName() {
    return name;
  }

  /** The securable's type and what the server says of it. */
  Found find(Connection server) {
    List<SecurableType> types = types();
    for (SecurableType each : types) {
      try {
        return new Found(each, server.get(path(each)));
      } catch (PlatformException e) {
        boolean missing =
            e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
                || e.code() == ErrorCode.NOT_FOUND
                || e.code() == ErrorCode.ENDPOINT_NOT_FOUND;
        if (!missing || types.size() == 1) {
          throw e;
        }
      }
    }
    throw new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Nothing that you may see is named '" + name + "'.");
  }

  private List<SecurableType> types() {
    if (type != null) {
      boolean model = type.toLowerCase(Locale.ROOT).equals("model");
      return List.of(model ? SecurableType.REGISTERED_MODEL : SecurableType.parse(type));
    }
    return switch (name.split("\\.", -1).length) {
      case 1 -> List.of(SecurableType.CATALOG);
      case 2 -> List.of(SecurableType.SCHEMA);
      default -> THREE_LEVELS;
    };
  }

  private String path(SecurableType of) {
    return UNITY_CATALOG + COLLECTIONS.get(of) + "/" + Connection.segment(name);
  }

  /** A securable that was found. */
  record Found(SecurableType type, Map<String, Object> object) {
    /** The path of a resource about it, such as {@code permissions/table/c.s.t}. */
    String about(String resource, String fullName) {
      return UNITY_CATALOG
          + resource
          + "/"
          + type.name().toLowerCase(Locale.ROOT)
          + "/"
          + Connection.segment(fullName);
    }
  }
}
