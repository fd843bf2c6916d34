package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.SignedFile;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;
import java.util.Optional;
import java.util.function.Function;

/** Mounts what the core itself answers of this face. */
public final class CoreResources {
  private CoreResources() {}

  public static void mount(
      ModuleContext context, Function<String, Optional<SignedFile>> signatures) {
    Routes api = context.routes().dialect(ErrorDialect.DATABRICKS).under("/api/2.0");
    FilesResource.mount(api);
    DirectoriesResource.mount(api);
    TransfersResource.mount(api);
    DbfsResource.mount(api);
    DbfsFilesResource.mount(context.routes().dialect(ErrorDialect.DATABRICKS));
    WorkspaceResource.mount(api);
    new SignedResource(signatures, context.clock()).mount(api);
  }
}
