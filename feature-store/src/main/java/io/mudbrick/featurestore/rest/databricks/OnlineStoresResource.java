package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.OnlineStore;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /online-stores}. */
final class OnlineStoresResource {
  private OnlineStoresResource() {}

  record Store(
      String name,
      String capacity,
      long readReplicaCount,
      String state,
      String creationTime,
      String creator) {
    static Store of(OnlineStore store) {
      return new Store(
          store.name(),
          store.capacity(),
          store.readReplicaCount(),
          "AVAILABLE",
          store.createdAt().toString(),
          store.creator());
    }
  }

  record Create(String name, String capacity, @Nullable Integer readReplicaCount) {}

  record Update(@Nullable String capacity, @Nullable Integer readReplicaCount) {}

  record Stores(List<Store> onlineStores) {}

  static void mount(Routes routes) {
    routes
        .post("/online-stores", Policy.AUTHENTICATED, OnlineStoresResource::create)
        .get("/online-stores", Policy.AUTHENTICATED, OnlineStoresResource::list)
        .get("/online-stores/{name}", Policy.AUTHENTICATED, OnlineStoresResource::get)
        .patch("/online-stores/{name}", Policy.AUTHENTICATED, OnlineStoresResource::update)
        .delete("/online-stores/{name}", Policy.AUTHENTICATED, OnlineStoresResource::delete);
  }

  private static FeatureStore features(HttpCall call) {
    return call.service(FeatureStore.class);
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    Integer replicas = request.readReplicaCount();
    return HttpReply.json(
        Store.of(
            features(call)
                .createOnlineStore(
                    request.name(), request.capacity(), replicas == null ? 0 : replicas)));
  }

  private static HttpReply list(HttpCall call) {
    return HttpReply.json(
        new Stores(features(call).listOnlineStores().stream().map(Store::of).toList()));
  }

  private static HttpReply get(HttpCall call) {
    return HttpReply.json(Store.of(features(call).getOnlineStore(call.variable("name"))));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    String name = call.variable("name");
    OnlineStore before = features(call).getOnlineStore(name);
    String capacity = request.capacity();
    Integer replicas = request.readReplicaCount();
    return HttpReply.json(
        Store.of(
            features(call)
                .updateOnlineStore(
                    name,
                    capacity == null ? before.capacity() : capacity,
                    replicas == null ? before.readReplicaCount() : replicas)));
  }

  private static HttpReply delete(HttpCall call) {
    features(call).deleteOnlineStore(call.variable("name"));
    return HttpReply.empty();
  }
}
