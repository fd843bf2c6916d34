package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Schemas;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas, as securables. */
record SchemasService(Containers containers, SecurablesService securables) implements Schemas {

  @Override
  public Securable create(
      String fullName,
      @Nullable String comment,
      Map<String, String> properties,
      @Nullable Path storageRoot) {
    return containers.create(SecurableRef.schema(fullName), comment, properties, storageRoot);
  }

  @Override
  public Securable get(String fullName) {
    return securables.get(SecurableRef.schema(fullName));
  }

  @Override
  public List<Securable> list(String catalog) {
    return securables.list(SecurableRef.catalog(catalog), SecurableType.SCHEMA);
  }

  @Override
  public Securable update(String fullName, SecurableUpdate update) {
    return securables.update(SecurableRef.schema(fullName), update);
  }

  @Override
  public void delete(String fullName, boolean force) {
    securables.delete(SecurableRef.schema(fullName), force);
  }
}
