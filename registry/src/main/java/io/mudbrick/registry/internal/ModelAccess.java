package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.RegistryErrors;

/** A caller's way to models: finds them in the catalog and asks it what the caller may do. */
public final class ModelAccess {
  private final Catalog catalog;

  public ModelAccess(Catalog catalog) {
    this.catalog = catalog;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** A model whose name, versions and aliases the caller may see. */
  public Securable visible(String name) {
    try {
      return catalog.securables().get(SecurableRef.model(ModelNames.full(name)));
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST ? RegistryErrors.noSuchModel(name) : e;
    }
  }

  /** A model whose files the caller may read. */
  public Securable loadable(String name) {
    return allowed(visible(name), Privilege.EXECUTE);
  }

  /** A model that the caller may change: its owner, or by MANAGE. */
  public Securable changeable(String name) {
    return allowed(visible(name), Privilege.MANAGE);
  }

  private Securable allowed(Securable model, Privilege privilege) {
    catalog.grants().require(model.ref(), privilege);
    return model;
  }
}
