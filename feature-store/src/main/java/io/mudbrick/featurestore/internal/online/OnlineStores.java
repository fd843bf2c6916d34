package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.OnlineStore;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.StoreDao;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** The online stores of a metastore as one caller sees them. */
public final class OnlineStores {
  private static final Set<String> CAPACITIES = Set.of("CU_1", "CU_2", "CU_4", "CU_8");
  private static final int MAX_READ_REPLICAS = 3;

  private final ModuleContext context;
  private final Caller caller;

  public OnlineStores(ModuleContext context, Caller caller) {
    this.context = context;
    this.caller = caller;
  }

  public OnlineStore create(String name, String capacity, int readReplicaCount) {
    if (name.isBlank() || name.length() > 63 || !name.matches("[A-Za-z0-9_-]+")) {
      throw OnlineErrors.badStoreName(name);
    }
    check(capacity, readReplicaCount);
    OnlineStore store =
        new OnlineStore(
            name,
            capacity,
            readReplicaCount,
            caller.principal().name(),
            context.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    context
        .database()
        .run(
            tx -> {
              if (StoreDao.find(tx, caller.metastoreId(), name).isPresent()) {
                throw OnlineErrors.storeExists(name);
              }
              StoreDao.insert(tx, caller.metastoreId(), store);
            });
    return store;
  }

  public OnlineStore get(String name) {
    return context
        .database()
        .read(tx -> StoreDao.find(tx, caller.metastoreId(), name))
        .orElseThrow(() -> OnlineErrors.storeMissing(name));
  }

  public List<OnlineStore> list() {
    return context.database().read(tx -> StoreDao.list(tx, caller.metastoreId()));
  }

  public OnlineStore update(String name, String capacity, int readReplicaCount) {
    check(capacity, readReplicaCount);
    return context
        .database()
        .write(
            tx -> {
              OnlineStore store = get(name);
              requireCreator(store);
              OnlineStore changed =
                  new OnlineStore(
                      name, capacity, readReplicaCount, store.creator(), store.createdAt());
              StoreDao.update(tx, caller.metastoreId(), changed);
              return changed;
            });
  }

  public void delete(String name) {
    context
        .database()
        .run(
            tx -> {
              requireCreator(get(name));
              if (OnlineDao.storeInUse(tx, caller.metastoreId(), name)) {
                throw OnlineErrors.storeInUse(name);
              }
              StoreDao.delete(tx, caller.metastoreId(), name);
            });
  }

  /** The default store comes into being when it is first published to. */
  void requireOrDefault(String name) {
    if (!name.equals(PublishSpec.DEFAULT_STORE)) {
      get(name);
      return;
    }
    context
        .database()
        .run(
            tx -> {
              if (StoreDao.find(tx, caller.metastoreId(), name).isEmpty()) {
                create(name, "CU_1", 0);
              }
            });
  }

  private void requireCreator(OnlineStore store) {
    if (!store.creator().equals(caller.principal().name())
        && !context.identities().isAdmin(caller)) {
      throw OnlineErrors.notStoreCreator(store.name());
    }
  }

  private static void check(String capacity, int readReplicaCount) {
    if (!CAPACITIES.contains(capacity)) {
      throw OnlineErrors.badCapacity(capacity);
    }
    if (readReplicaCount < 0 || readReplicaCount > MAX_READ_REPLICAS) {
      throw OnlineErrors.badReplicas(readReplicaCount);
    }
  }
}
