package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.VolumeInfo;
import io.mudbrick.catalog.VolumeType;
import io.mudbrick.catalog.Volumes;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /volumes}. */
final class VolumesResource {
  private VolumesResource() {}

  record CreateVolume(
      String name,
      String catalogName,
      String schemaName,
      @Nullable String volumeType,
      @Nullable String storageLocation,
      @Nullable String comment) {}

  record UpdateVolume(@Nullable String newName, @Nullable String owner, @Nullable String comment) {}

  record ListVolumes(List<VolumeWire> volumes, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/volumes", Policy.AUTHENTICATED, VolumesResource::create)
        .get("/volumes", Policy.AUTHENTICATED, VolumesResource::list)
        .get(
            "/volumes/{name}",
            Policy.AUTHENTICATED,
            call -> reply(call, volumes(call).get(call.variable("name"))))
        .patch("/volumes/{name}", Policy.AUTHENTICATED, VolumesResource::update)
        .delete(
            "/volumes/{name}",
            Policy.AUTHENTICATED,
            call -> {
              volumes(call).delete(call.variable("name"));
              return HttpReply.empty();
            });
  }

  private static Volumes volumes(HttpCall call) {
    return call.service(Catalog.class).volumes();
  }

  private static HttpReply reply(HttpCall call, VolumeInfo volume) {
    return HttpReply.json(VolumeWire.of(volume, call.caller().metastoreId()));
  }

  private static HttpReply create(HttpCall call) {
    CreateVolume request = call.request(CreateVolume.class);
    String fullName = request.catalogName() + "." + request.schemaName() + "." + request.name();
    String type = request.volumeType() == null ? "MANAGED" : request.volumeType();
    boolean external = VolumeType.parse(type) == VolumeType.EXTERNAL;
    String location = request.storageLocation();
    if (external != (location != null && !location.isEmpty())) {
      throw external
          ? CatalogErrors.externalWithoutLocation()
          : CatalogErrors.managedWithLocation();
    }
    return reply(
        call,
        external && location != null
            ? volumes(call)
                .createExternal(fullName, LocalUri.directory(location), request.comment())
            : volumes(call).create(fullName, request.comment()));
  }

  private static HttpReply list(HttpCall call) {
    String schema = call.required("catalog_name") + "." + call.required("schema_name");
    Page<VolumeInfo> page =
        Page.of(call, volumes(call).list(schema), volume -> volume.securable().name());
    String metastoreId = call.caller().metastoreId();
    return HttpReply.json(
        new ListVolumes(
            page.items().stream().map(v -> VolumeWire.of(v, metastoreId)).toList(),
            page.nextPageToken()));
  }

  private static HttpReply update(HttpCall call) {
    UpdateVolume request = call.request(UpdateVolume.class);
    SecurableUpdate update =
        new SecurableUpdate(request.newName(), request.owner(), request.comment(), null);
    return reply(call, volumes(call).update(call.variable("name"), update));
  }
}
