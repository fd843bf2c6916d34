package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.ModelVersion.Status;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.promotion.Promotions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry for one caller: hands each question to the part that knows. */
final class RegistryService implements Registry {
  private final Models models;
  private final Versions versions;
  private final Aliases aliases;
  private final Searches searches;
  private final Registration registration;
  private final Uploads uploads;
  private final Flows flows;
  private final Promotions promotions;
  private final Copies copies;

  RegistryService(Room room, Caller caller) {
    ModelAccess access = new ModelAccess(room.context().service(Catalog.class, caller));
    this.models = new Models(room, caller, access);
    this.versions = new Versions(room, caller, access);
    this.aliases = new Aliases(room, caller, access, versions);
    this.searches = new Searches(room, caller, access, models, versions);
    this.registration = new Registration(room, caller, access);
    this.uploads = new Uploads(room, caller, access, registration);
    this.flows = new Flows(room, caller, access, versions);
    this.promotions = new PromotionService(room, caller, access, versions, aliases);
    this.copies = new Copies(models, versions, registration);
  }

  @Override
  public RegisteredModel createModel(
      String name, @Nullable String description, Map<String, String> tags) {
    return models.create(name, description, tags);
  }

  @Override
  public void requireRegistrable(String name) {
    models.requireRegistrable(name);
  }

  @Override
  public RegisteredModel model(String name) {
    return models.get(name);
  }

  @Override
  public RegisteredModel renameModel(String name, String newName) {
    return models.rename(name, newName);
  }

  @Override
  public RegisteredModel describeModel(String name, @Nullable String description) {
    return models.update(name, SecurableUpdate.comment(description == null ? "" : description));
  }

  @Override
  public RegisteredModel changeOwner(String name, String newOwner) {
    return models.update(name, SecurableUpdate.owner(newOwner));
  }

  @Override
  public void deleteModel(String name, boolean force) {
    models.delete(name, force);
  }

  @Override
  public Page<RegisteredModel> searchModels(Search search) {
    return searches.models(search);
  }

  @Override
  public Page<RegisteredModel> listModels(
      @Nullable String schema, int maxResults, @Nullable String pageToken) {
    return searches.listModels(schema, new Search(null, List.of(), maxResults, pageToken));
  }

  @Override
  public void setModelTag(String name, String key, String value) {
    models.setTag(name, key, value);
  }

  @Override
  public void deleteModelTag(String name, String key) {
    models.deleteTag(name, key);
  }

  @Override
  public ModelVersion createVersion(NewModelVersion version) {
    return versions.get(version.model(), registration.register(version));
  }

  @Override
  public ModelVersion beginVersion(NewModelVersion version) {
    return versions.get(version.model(), uploads.begin(version));
  }

  @Override
  public BlobStore uploads(String name, long version) {
    return uploads.files(name, version);
  }

  @Override
  public ModelVersion finalizeVersion(String name, long version) {
    uploads.complete(name, version);
    return versions.get(name, version);
  }

  @Override
  public Path directory(String name, long version) {
    boolean waits = versions.get(name, version).status() == Status.PENDING_REGISTRATION;
    return (waits ? uploads.files(name, version) : versions.artifacts(name, version)).onDisk("");
  }

  @Override
  public void madeFrom(String name, long version, List<EntityRef> sources) {
    flows.madeFrom(name, version, sources);
  }

  @Override
  public void usedBy(String name, long version, List<EntityRef> users) {
    flows.usedBy(name, version, users);
  }

  @Override
  public ModelVersion copyVersion(String sourceUri, String name) {
    return copies.copy(sourceUri, name);
  }

  @Override
  public ModelVersion version(String name, long version) {
    return versions.get(name, version);
  }

  @Override
  public ModelVersion resolve(String modelUri) {
    return versions.resolve(modelUri);
  }

  @Override
  public LoadedModel load(String modelUri) {
    return versions.load(modelUri);
  }

  @Override
  public ModelVersion describeVersion(String name, long version, @Nullable String description) {
    return versions.describe(name, version, description);
  }

  @Override
  public void deleteVersion(String name, long version, boolean force) {
    versions.delete(name, version, force);
  }

  @Override
  public List<ModelVersion> versions(String name) {
    return versions.list(name);
  }

  @Override
  public Page<ModelVersion> listVersions(String name, int maxResults, @Nullable String pageToken) {
    return searches.listVersions(name, new Search(null, List.of(), maxResults, pageToken));
  }

  @Override
  public Page<ModelVersion> searchVersions(Search search) {
    return searches.versions(search);
  }

  @Override
  public void setVersionTag(String name, long version, String key, String value) {
    versions.setTag(name, version, key, value);
  }

  @Override
  public void deleteVersionTag(String name, long version, String key) {
    versions.deleteTag(name, version, key);
  }

  @Override
  public AliasMove setAlias(String name, String alias, long version) {
    return aliases.set(name, alias, version);
  }

  @Override
  public void deleteAlias(String name, String alias) {
    aliases.delete(name, alias);
  }

  @Override
  public ModelVersion versionByAlias(String name, String alias) {
    return aliases.version(name, alias);
  }

  @Override
  public List<AliasMove> aliasHistory(String name, String alias) {
    return aliases.history(name, alias);
  }

  @Override
  public Page<AliasMove> aliasHistory(
      String name, String alias, int maxResults, @Nullable String pageToken) {
    return aliases.history(name, alias, new Search(null, List.of(), maxResults, pageToken));
  }

  @Override
  public AliasMove rollbackAlias(String name, String alias) {
    return aliases.rollback(name, alias);
  }

  @Override
  public Promotions promotions() {
    return promotions;
  }

  @Override
  public ModelVersion transitionStage(
      String name, long version, Stage stage, boolean archiveOthers) {
    return versions.transition(name, version, stage, archiveOthers);
  }

  @Override
  public List<ModelVersion> latestVersions(String name, List<Stage> stages) {
    return versions.latest(name, stages);
  }

  @Override
  public Map<String, List<ModelVersion>> latestVersions(Collection<String> modelIds) {
    return versions.latest(modelIds);
  }

  @Override
  public List<ModelFile> files(String name, long version) {
    return versions.files(name, version);
  }

  @Override
  public BlobStore artifacts(String name, long version) {
    return versions.artifacts(name, version);
  }
}
