package io.mudbrick.featurestore;

import io.mudbrick.featurestore.internal.FeatureStores;
import io.mudbrick.featurestore.rest.databricks.FeatureStoreRoutes;
import io.mudbrick.featurestore.rest.mudbrick.FeatureStoreFace;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.platform.model.InputResolver;
import java.util.Set;

/** Wires the feature store into the engine. */
public final class FeatureStoreModule implements PlatformModule {
  @Override
  public String name() {
    return "feature-store";
  }

  @Override
  public Set<String> after() {
    return Set.of("catalog");
  }

  @Override
  public void start(ModuleContext context) {
    FeatureStores stores = new FeatureStores(context);
    context.offer(FeatureStore.class, stores::forCaller);
    context.offer(InputResolver.class, stores::resolverFor);
    FeatureStoreRoutes.mount(context.routes());
    FeatureStoreFace.mount(context.routes());
    stores.start();
  }
}
