package io.mudbrick.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas: {@code /api/2.1/unity-catalog/schemas}. Get one from {@link Catalog#schemas()}. */
public interface Schemas {
  /**
   * Makes a schema, owned by the caller, who needs CREATE SCHEMA and USE CATALOG.
   *
   * @param fullName {@code catalog.schema}
   */
  default Securable create(String fullName) {
    return create(fullName, null, Map.of());
  }

  /** As {@link #create(String)}. */
  default Securable create(
      String fullName, @Nullable String comment, Map<String, String> properties) {
    return create(fullName, comment, properties, null);
  }

  /**
   * As {@link #create(String)}, where its managed tables and volumes lie in a directory of this
   * machine. As there are no external locations here, that needs a metastore admin.
   *
   * @param storageRoot null for the platform's own directory
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when it is no
   *     directory, or lies in the platform's own, an external table's or an external volume's
   */
  Securable create(
      String fullName,
      @Nullable String comment,
      Map<String, String> properties,
      @Nullable Path storageRoot);

  Securable get(String fullName);

  /** The schemas of a catalog that the caller may see, by name. */
  List<Securable> list(String catalog);

  Securable update(String fullName, SecurableUpdate update);

  /**
   * @param force delete what is in it, too; else only an empty one goes
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} when it is not empty
   */
  void delete(String fullName, boolean force);
}
