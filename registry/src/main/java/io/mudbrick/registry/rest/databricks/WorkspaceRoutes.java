package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.rest.WireParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How MLflow's clients of {@code databricks} read a version of the workspace's registry: they list
 * its files and fetch each by a signed address.
 */
final class WorkspaceRoutes {
  private WorkspaceRoutes() {}

  private record Place(String name, String version, @Nullable String path) {
    String directory() {
      return path == null ? "" : BlobPath.canonical(path);
    }
  }

  private record File(String path, boolean isDir, @Nullable Long fileSize) {}

  private record Files(@Nullable List<File> files) {}

  private record Header(String name, String value) {}

  private record Signed(String signedUri, List<Header> headers) {}

  static void mount(Routes routes) {
    routes
        .get("/model-versions/list-artifacts", Policy.AUTHENTICATED, WorkspaceRoutes::list)
        .get(
            "/model-versions/get-signed-download-uri", Policy.AUTHENTICATED, WorkspaceRoutes::sign);
  }

  private static HttpReply list(HttpCall call) {
    Place place = call.request(Place.class);
    String directory = place.directory();
    Map<String, File> found = new LinkedHashMap<>();
    call.service(Registry.class)
        .files(place.name(), WireParts.number(place.name(), place.version()))
        .forEach(
            file -> {
              File child = child(directory, file.path(), file.size());
              if (child != null) {
                found.putIfAbsent(child.path(), child);
              }
            });
    return HttpReply.json(new Files(found.isEmpty() ? null : new ArrayList<>(found.values())));
  }

  /** What a directory shows of a file: itself, or the directory that it lies in. */
  private static @Nullable File child(String directory, String path, long size) {
    if (path.equals(directory)) {
      return new File(path, false, size);
    }
    String prefix = directory.isEmpty() ? "" : directory + "/";
    if (!path.startsWith(prefix)) {
      return null;
    }
    int slash = path.indexOf('/', prefix.length());
    return slash < 0 ? new File(path, false, size) : new File(path.substring(0, slash), true, null);
  }

  private static HttpReply sign(HttpCall call) {
    Place place = call.request(Place.class);
    ModelVersion version =
        call.service(Registry.class)
            .version(place.name(), WireParts.number(place.name(), place.version()));
    String file =
        "/Models/"
            + version.model().replace('.', '/')
            + "/"
            + version.version()
            + "/"
            + place.directory();
    String path = call.service(FileTransfers.class).downloadUrl(file, null).path();
    return HttpReply.json(new Signed(call.baseUrl() + path, List.of()));
  }
}
