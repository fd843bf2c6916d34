package io.mudbrick.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Catalogs: {@code /api/2.1/unity-catalog/catalogs}. Get one from {@link Catalog#catalogs()}. */
public interface Catalogs {
  /** Makes a catalog, owned by the caller, who needs CREATE CATALOG on the metastore. */
  default Securable create(String name) {
    return create(name, null, Map.of());
  }

  /** As {@link #create(String)}. */
  Securable create(String name, @Nullable String comment, Map<String, String> properties);

  Securable get(String name);

  /** The catalogs that the caller may see, by name. */
  List<Securable> list();

  Securable update(String name, SecurableUpdate update);

  /**
   * @param force delete what is in it, too; else only an empty one goes
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} when it is not empty
   */
  void delete(String name, boolean force);
}
