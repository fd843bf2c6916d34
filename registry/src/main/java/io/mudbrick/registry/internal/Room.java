package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.registry.internal.jdbc.AliasStore;
import io.mudbrick.registry.internal.jdbc.FileStore;
import io.mudbrick.registry.internal.jdbc.ModelStore;
import io.mudbrick.registry.internal.jdbc.PromotionStore;
import io.mudbrick.registry.internal.jdbc.TagStore;
import io.mudbrick.registry.internal.jdbc.VersionStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the parts of the registry share, whoever calls. */
record Room(
    ModuleContext context,
    ModelStore models,
    VersionStore versions,
    TagStore tags,
    AliasStore aliases,
    FileStore files,
    PromotionStore promotions,
    Trees trees,
    Leftovers leftovers,
    Intact intact,
    LoadedModels loaded) {

  static Room of(ModuleContext context) {
    Trees trees = Trees.of(context);
    return new Room(
        context,
        new ModelStore(),
        new VersionStore(),
        new TagStore(),
        new AliasStore(),
        new FileStore(),
        new PromotionStore(),
        trees,
        new Leftovers(trees, context.server()),
        new Intact(),
        new LoadedModels(context.modelFunctions()));
  }

  Database database() {
    return context.database();
  }

  /** Now, as precisely as the store keeps it. */
  Instant now() {
    return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Stamp stamp(Caller caller) {
    return new Stamp(now(), caller.principal().name());
  }

  /** A version as lineage and deletion speak of it. */
  static EntityRef entity(Caller caller, String fullName, long version) {
    return new EntityRef(
        EntityRef.Type.MODEL_VERSION, caller.metastoreId(), fullName + "/" + version);
  }
}
