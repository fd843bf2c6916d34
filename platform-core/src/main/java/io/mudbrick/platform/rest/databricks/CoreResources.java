package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/** Mounts what the core itself answers of this face. */
public final class CoreResources {
  private CoreResources() {}

  public static void mount(Routes routes) {
    Routes api = routes.dialect(ErrorDialect.DATABRICKS).under("/api/2.0");
    FilesResource.mount(api);
    DirectoriesResource.mount(api);
  }
}
