package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.http.FileReply;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.rest.WireParts;

/** {@code /model-versions/get-artifact}: MLflow's UI reads a version's MLmodel by it. */
final class VersionFileRoutes {
  private VersionFileRoutes() {}

  static void mount(Routes routes) {
    routes.get("/model-versions/get-artifact", Policy.AUTHENTICATED, VersionFileRoutes::get);
  }

  private record File(String name, String version, String path) {}

  private static HttpReply get(HttpCall call) {
    File asked = call.request(File.class);
    long version = WireParts.number(asked.name(), asked.version());
    String path = BlobPath.canonical(asked.path());
    Registry registry = call.service(Registry.class);
    ModelFile file =
        registry.files(asked.name(), version).stream()
            .filter(each -> each.path().equals(path))
            .findAny()
            .orElseThrow(() -> RegistryErrors.noSuchFile(path));
    BlobStore artifacts = registry.artifacts(asked.name(), version);
    return FileReply.of(
        call,
        file.path().substring(file.path().lastIndexOf('/') + 1),
        file.size(),
        null,
        () -> artifacts.read(file.path()).stream());
  }
}
