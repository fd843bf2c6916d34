package io.mudbrick.registry.rest.unitycatalog;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.http.Clients;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /models/{model}/versions}. */
final class UnityVersionRoutes {
  private UnityVersionRoutes() {}

  private record Update(@Nullable String comment) {}

  private record Find(@Nullable Integer maxResults, @Nullable String pageToken) {}

  private record Found(List<Wire.Version> modelVersions, @Nullable String nextPageToken) {}

  private record Create(
      String modelName,
      String catalogName,
      String schemaName,
      String source,
      @Nullable String runId,
      @Nullable String comment) {}

  private record Credentials(
      String catalogName, String schemaName, String modelName, long version, String operation) {}

  private record Url(String url) {}

  static void mount(Routes routes) {
    routes
        .post("/models/versions", Policy.AUTHENTICATED, UnityVersionRoutes::create)
        .patch(
            "/models/{model}/versions/{version}/finalize",
            Policy.AUTHENTICATED,
            UnityVersionRoutes::complete)
        .post(
            "/temporary-model-version-credentials",
            Policy.AUTHENTICATED,
            UnityVersionRoutes::credentials)
        .get("/models/{model}/versions", Policy.AUTHENTICATED, UnityVersionRoutes::list)
        .get("/models/{model}/versions/{version}", Policy.AUTHENTICATED, UnityVersionRoutes::get)
        .patch(
            "/models/{model}/versions/{version}", Policy.AUTHENTICATED, UnityVersionRoutes::update)
        .delete(
            "/models/{model}/versions/{version}", Policy.AUTHENTICATED, UnityVersionRoutes::delete)
        .get("/models/{model}/aliases/{alias}", Policy.AUTHENTICATED, UnityVersionRoutes::byAlias);
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    String name = name(request.catalogName(), request.schemaName(), request.modelName());
    return reply(
        call,
        call.service(Registry.class)
            .beginVersion(
                NewModelVersion.of(name, request.source())
                    .runId(request.runId())
                    .description(request.comment())
                    .build()));
  }

  private static HttpReply complete(HttpCall call) {
    return reply(
        call, call.service(Registry.class).finalizeVersion(call.variable("model"), number(call)));
  }

  /** The place of the files, and no secret, as none is needed. */
  private static HttpReply credentials(HttpCall call) {
    Credentials request = call.request(Credentials.class);
    String name = name(request.catalogName(), request.schemaName(), request.modelName());
    Registry registry = call.service(Registry.class);
    BlobStore files =
        switch (request.operation()) {
          case "READ_MODEL_VERSION" -> registry.artifacts(name, request.version());
          case "READ_WRITE_MODEL_VERSION" -> registry.uploads(name, request.version());
          default -> throw RegistryErrors.unknownOperation(request.operation());
        };
    return HttpReply.json(new Url(Wire.uri(files.onDisk(""))));
  }

  private static String name(String catalog, String schema, String model) {
    return String.join(".", catalog, schema, model);
  }

  private static HttpReply list(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Page<ModelVersion> page =
        call.service(Registry.class)
            .listVersions(call.variable("model"), Wire.pageSize(max), find.pageToken());
    String metastore = call.caller().metastoreId();
    return HttpReply.json(
        new Found(
            page.items().stream().map(version -> Wire.version(version, metastore, false)).toList(),
            page.nextPageToken()));
  }

  private static HttpReply get(HttpCall call) {
    return reply(call, call.service(Registry.class).version(call.variable("model"), number(call)));
  }

  private static HttpReply update(HttpCall call) {
    return reply(
        call,
        call.service(Registry.class)
            .describeVersion(
                call.variable("model"), number(call), call.request(Update.class).comment()));
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Registry.class)
        .deleteVersion(call.variable("model"), number(call), "true".equals(call.query("force")));
    return HttpReply.empty();
  }

  private static HttpReply byAlias(HttpCall call) {
    return reply(
        call,
        call.service(Registry.class)
            .versionByAlias(call.variable("model"), call.variable("alias")));
  }

  private static long number(HttpCall call) {
    return WireParts.number(call.variable("model"), call.variable("version"));
  }

  private static HttpReply reply(HttpCall call, ModelVersion version) {
    Wire.Version wire =
        Wire.version(
            version, call.caller().metastoreId(), "true".equals(call.query("include_aliases")));
    return HttpReply.json(
        Clients.expectDatabricks(call) ? wire : wire.at(directory(call, version)));
  }

  /**
   * Clients of the open-source catalog read and write files by themselves, on the same machine;
   * whoever may not is not told where they are.
   */
  private static @Nullable String directory(HttpCall call, ModelVersion version) {
    try {
      return Wire.uri(call.service(Registry.class).directory(version.model(), version.version()));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.PERMISSION_DENIED || e.code() == ErrorCode.FAILED_PRECONDITION) {
        return null;
      }
      throw e;
    }
  }
}
