package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.TableGovernanceChanging;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.internal.online.Followers;
import io.mudbrick.featurestore.internal.online.OnlineState;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.featurestore.internal.plan.SpecInputResolver;
import io.mudbrick.featurestore.internal.profile.WriteProfiles;
import io.mudbrick.featurestore.internal.profile.jdbc.ProfileDao;
import io.mudbrick.featurestore.internal.tables.FeatureWriter;
import io.mudbrick.featurestore.internal.view.ViewRenames;
import io.mudbrick.featurestore.internal.view.jdbc.FeatureDao;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.BeforeShow;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.WorkspacesPaused;
import io.mudbrick.platform.events.WorkspacesReset;
import io.mudbrick.platform.model.InputResolver;

/** Makes the services of each caller around what they share. Thread-safe. */
public final class FeatureStores {
  private final ModuleContext context;
  private final OnlineState online;
  private final FeatureWriter writer;
  private final Followers followers;

  public FeatureStores(ModuleContext context) {
    this.context = context;
    this.online = new OnlineState(context.database(), context.directory("online"));
    this.writer = new FeatureWriter(context.database(), new WriteProfiles(context));
    context.events().subscribe(SecurableRenamed.class, online::follow);
    context.events().subscribe(BeforeShow.class, this::show);
    context.events().subscribe(WorkspacesReset.class, this::reset);
    context.events().subscribe(TableGovernanceChanging.class, this::refusePublished);
    context.events().subscribe(SecurableDeleted.class, this::forget);
    context
        .events()
        .subscribe(
            SecurableRenamed.class,
            renamed -> context.database().run(tx -> ViewRenames.follow(tx, renamed)));
    this.followers = new Followers(context, online, caller -> service(caller).publisher());
    online.onFollowedChanged(followers::changed);
    context.events().subscribe(WorkspacesPaused.class, followers::pause);
    context.onClose(followers);
  }

  /** Goes on with what was published continuously before. */
  public void start() {
    online.sweep();
    followers.start();
  }

  private void reset(WorkspacesReset reset) {
    online.reset(reset);
    followers.reset(reset);
  }

  /** An online table is shown to those who may read it. */
  private void show(BeforeShow shown) {
    if (shown.entity().type() == EntityRef.Type.ONLINE_TABLE) {
      service(shown.caller()).getOnlineTable(shown.entity().id());
    }
  }

  /** A mask would not reach the copies that are online already. */
  private void refusePublished(TableGovernanceChanging changing) {
    String metastoreId = changing.caller().metastoreId();
    String source = changing.table().fullName();
    for (OnlineRecord record :
        context.database().read(tx -> OnlineDao.ofSource(tx, metastoreId, source))) {
      if (record.sourceId().equals(changing.table().id())) {
        throw OnlineErrors.publishedTable(source, record.name());
      }
    }
  }

  private void forget(SecurableDeleted deleted) {
    if (deleted.securable().type() == SecurableType.FEATURE) {
      context.database().run(tx -> FeatureDao.delete(tx, deleted.securable().id()));
    }
    if (deleted.securable().type() == SecurableType.TABLE) {
      context.database().run(tx -> ProfileDao.forget(tx, deleted.securable().id()));
    }
  }

  public FeatureStore forCaller(Caller caller) {
    return service(caller);
  }

  public InputResolver resolverFor(Caller caller) {
    return new SpecInputResolver(service(caller).plans());
  }

  private FeatureStoreService service(Caller caller) {
    return new FeatureStoreService(context, caller, online, writer, followers);
  }
}
