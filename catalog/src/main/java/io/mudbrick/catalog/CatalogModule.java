package io.mudbrick.catalog;

import io.mudbrick.catalog.internal.Floor;
import io.mudbrick.catalog.rest.unitycatalog.UnityCatalogRoutes;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;

/** Puts the catalog on the platform. */
public final class CatalogModule implements PlatformModule {

  @Override
  public String name() {
    return "catalog";
  }

  @Override
  public void start(ModuleContext context) {
    Floor floor = Floor.start(context);
    context.offer(Catalog.class, floor::catalog);
    UnityCatalogRoutes.mount(context);
  }
}
