package io.mudbrick.catalog;

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
  Securable create(String fullName, @Nullable String comment, Map<String, String> properties);

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
