package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.OnlineStore;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /online-stores}. */
final class OnlineStoresResource {
  private static final String CAPACITY = "capacity";
  private static final String REPLICAS = "read_replica_count";
  private static final List<String> CHANGEABLE = List.of(CAPACITY, REPLICAS);

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

  record Stores(List<Store> onlineStores, @Nullable String nextPageToken) {}

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
    Page<Store> page =
        Page.of(
            call, features(call).listOnlineStores().stream().map(Store::of).toList(), Store::name);
    return HttpReply.json(new Stores(page.items(), page.nextPageToken()));
  }

  private static HttpReply get(HttpCall call) {
    return HttpReply.json(Store.of(features(call).getOnlineStore(call.variable("name"))));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    String name = call.variable("name");
    OnlineStore before = features(call).getOnlineStore(name);
    List<String> mask = mask(call.query("update_mask"));
    String capacity = mask.contains(CAPACITY) ? request.capacity() : null;
    Integer replicas = mask.contains(REPLICAS) ? request.readReplicaCount() : null;
    return HttpReply.json(
        Store.of(
            features(call)
                .updateOnlineStore(
                    name,
                    capacity == null ? before.capacity() : capacity,
                    replicas == null ? before.readReplicaCount() : replicas)));
  }

  /** The fields that are to change: all that are given, where the caller does not say. */
  private static List<String> mask(@Nullable String mask) {
    if (mask == null || mask.isEmpty() || mask.equals("*")) {
      return CHANGEABLE;
    }
    List<String> fields = Arrays.stream(mask.split(",", -1)).map(String::strip).toList();
    for (String field : fields) {
      if (!CHANGEABLE.contains(field)) {
        throw OnlineErrors.badUpdateMask(field);
      }
    }
    return fields;
  }

  private static HttpReply delete(HttpCall call) {
    features(call).deleteOnlineStore(call.variable("name"));
    return HttpReply.empty();
  }
}
