package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Catalogs;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Catalogs, as securables. */
record CatalogsService(Containers containers, SecurablesService securables) implements Catalogs {

  @Override
  public Securable create(
      String name,
      @Nullable String comment,
      Map<String, String> properties,
      @Nullable Path storageRoot) {
    return containers.create(SecurableRef.catalog(name), comment, properties, storageRoot);
  }

  @Override
  public Securable get(String name) {
    return securables.get(SecurableRef.catalog(name));
  }

  @Override
  public List<Securable> list() {
    return securables.list(SecurableRef.metastore(), SecurableType.CATALOG);
  }

  @Override
  public Securable update(String name, SecurableUpdate update) {
    return securables.update(SecurableRef.catalog(name), update);
  }

  @Override
  public void delete(String name, boolean force) {
    securables.delete(SecurableRef.catalog(name), force);
  }
}
