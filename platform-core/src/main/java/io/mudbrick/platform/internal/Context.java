package io.mudbrick.platform.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.Secrets;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.files.ArtifactUris;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileTrees;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.ObjectPermissions;
import io.mudbrick.platform.internal.files.LocalBlobStore;
import io.mudbrick.platform.journal.Journal;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.sql.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** The rooms, as a module gets them. */
record Context(
    Database database,
    Routes routes,
    BlobStore blobs,
    ArtifactUris artifactUris,
    FileTrees fileTrees,
    EventBus events,
    Journal journal,
    ObjectPermissions permissions,
    IdentityStore identities,
    Clock clock,
    Ids ids,
    long seed,
    DataDirectory data,
    Services services,
    CloseStack resources,
    List<String> webhookTargets,
    Secrets secrets,
    List<ModelFunction> modelFunctions)
    implements ModuleContext {

  @Override
  public BlobStore foreignBlobs(Path directory) {
    return LocalBlobStore.foreign(directory, ids);
  }

  @Override
  public String server() {
    return data.server();
  }

  @Override
  public Path directory(String name) {
    return data.folder(name);
  }

  @Override
  public <T> void offer(Class<T> type, Function<Caller, ? extends T> service) {
    services.offer(type, service);
  }

  @Override
  public <T> T service(Class<T> type, Caller caller) {
    return services.bound(type, caller);
  }

  @Override
  public void onClose(AutoCloseable resource) {
    resources.push(resource);
  }
}
