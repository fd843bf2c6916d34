package io.mudbrick.featurestore;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.platform.events.BeforeDelete;

/** Publishes the customers again while their contested online table is being dropped. */
public final class RepublishModule implements PlatformModule {
  static final String CONTESTED = "shop.ml.contested";

  @Override
  public String name() {
    return "republish";
  }

  @Override
  public void start(ModuleContext context) {
    context
        .events()
        .subscribe(
            BeforeDelete.class,
            deletion -> {
              if (deletion.entity().id().equals(CONTESTED)) {
                context
                    .service(FeatureStore.class, deletion.caller())
                    .publish(Shop.CUSTOMERS, PublishSpec.snapshot(CONTESTED));
              }
            });
  }
}
