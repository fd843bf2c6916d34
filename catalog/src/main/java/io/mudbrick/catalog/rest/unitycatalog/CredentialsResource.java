package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Credentials;
import io.mudbrick.catalog.Credentials.Access;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code /temporary-*-credentials}: the place of the files, and no secret, as none is needed. */
final class CredentialsResource {
  private CredentialsResource() {}

  record ForTable(String tableId, @Nullable String operation) {}

  record ForVolume(String volumeId, @Nullable String operation) {}

  record ForPath(String url, @Nullable String operation) {}

  record Place(String url) {}

  static void mount(Routes routes) {
    routes
        .post("/temporary-table-credentials", Policy.AUTHENTICATED, CredentialsResource::table)
        .post("/temporary-volume-credentials", Policy.AUTHENTICATED, CredentialsResource::volume)
        .post("/temporary-path-credentials", Policy.AUTHENTICATED, CredentialsResource::path);
  }

  private static Credentials credentials(HttpCall call) {
    return call.service(Catalog.class).credentials();
  }

  private static HttpReply table(HttpCall call) {
    ForTable request = call.request(ForTable.class);
    return place(credentials(call).table(request.tableId(), access(request.operation())));
  }

  private static HttpReply volume(HttpCall call) {
    ForVolume request = call.request(ForVolume.class);
    return place(credentials(call).volume(request.volumeId(), access(request.operation())));
  }

  private static HttpReply path(HttpCall call) {
    ForPath request = call.request(ForPath.class);
    return place(
        credentials(call).path(LocalUri.directory(request.url()), access(request.operation())));
  }

  private static HttpReply place(Path directory) {
    return HttpReply.json(new Place(directory.toUri().toString()));
  }

  /**
   * {@code READ}, {@code READ_VOLUME}, {@code PATH_READ} want to read, everything else to write.
   */
  private static Access access(@Nullable String operation) {
    return switch (operation == null ? "" : operation) {
      case "READ", "READ_VOLUME", "PATH_READ" -> Access.READ;
      case "READ_WRITE", "WRITE_VOLUME", "PATH_READ_WRITE", "PATH_CREATE_TABLE" -> Access.WRITE;
      default -> throw CatalogErrors.unknownOperation(String.valueOf(operation));
    };
  }
}
