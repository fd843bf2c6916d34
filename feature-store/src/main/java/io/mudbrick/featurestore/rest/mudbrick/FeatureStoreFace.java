package io.mudbrick.featurestore.rest.mudbrick;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/** Mounts the resources of {@code /api/2.0/mudbrick/feature-store}. */
public final class FeatureStoreFace {
  private FeatureStoreFace() {}

  public static void mount(Routes routes) {
    Routes own = routes.dialect(ErrorDialect.DATABRICKS).under("/api/2.0/mudbrick/feature-store");
    TablesResource.mount(own);
    ProfilesResource.mount(own);
    OnlineResource.mount(own);
    PublishResource.mount(own);
  }
}
