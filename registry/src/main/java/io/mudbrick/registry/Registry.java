package io.mudbrick.registry;

import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.registry.promotion.Promotion;
import io.mudbrick.registry.promotion.Promotions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model registry as one caller sees it: {@code platform.module(Registry.class)}. Thread-safe.
 *
 * <p>Names have three levels ({@code catalog.schema.model}); a name that is not made of three
 * parts, as MLflow allows, is a model of the schema {@code workspace.default}. Loading a model and
 * reading its files asks for {@code EXECUTE} on it, creating one for {@code CREATE MODEL} on its
 * schema, changing it for ownership or {@code MANAGE}; each also for {@code USE CATALOG} and {@code
 * USE SCHEMA}. Whatever is refused answers {@code PERMISSION_DENIED}; whatever is not there, {@code
 * RESOURCE_DOES_NOT_EXIST}.
 */
public interface Registry {

  /**
   * Creates an empty registered model. REST: {@code POST /mlflow/registered-models/create}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS}, {@code
   *     INVALID_PARAMETER_VALUE} for a name that MLflow or the catalog refuses
   */
  RegisteredModel createModel(String name, @Nullable String description, Map<String, String> tags);

  /**
   * Makes sure that the caller may register versions of a model, which need not be there yet:
   * before long work, for whoever would rather hear at once that its result cannot be registered.
   * Nothing is made.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #createModel} would, or {@link
   *     #createVersion} where there is such a model
   */
  void requireRegistrable(String name);

  /** A model with its aliases, by name. */
  RegisteredModel model(String name);

  /**
   * Gives a model another name in the same schema; versions, aliases and grants stay.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS}
   */
  RegisteredModel renameModel(String name, String newName);

  /** Replaces the description; null clears it. */
  RegisteredModel describeModel(String name, @Nullable String description);

  /** Hands the model to another principal. */
  RegisteredModel changeOwner(String name, String newOwner);

  /**
   * Deletes a model with all its versions and their files.
   *
   * @param force even if an endpoint serves one of its versions
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_CONFLICT} when a version is in
   *     use and {@code force} is not set
   */
  void deleteModel(String name, boolean force);

  /** The models that the caller may see. REST: {@code GET /mlflow/registered-models/search}. */
  Page<RegisteredModel> searchModels(Search search);

  /**
   * The models that the caller may see, by name. REST: {@code GET /unity-catalog/models}.
   *
   * @param schema the full name of their schema; null for all
   * @param maxResults of a page; 0 for the default
   */
  Page<RegisteredModel> listModels(
      @Nullable String schema, int maxResults, @Nullable String pageToken);

  void setModelTag(String name, String key, String value);

  /** Nothing happens when there is no such tag. */
  void deleteModelTag(String name, String key);

  /**
   * Registers a version: takes the next number, copies the files of the source into a tree of the
   * version's own and makes it {@code READY} once each of them is on disk with its digest on
   * record. REST: {@code POST /mlflow/model-versions/create}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for a source
   *     that is relative, climbs or has an unknown scheme; {@code RESOURCE_DOES_NOT_EXIST} when it
   *     names nothing
   */
  ModelVersion createVersion(NewModelVersion version);

  /**
   * Begins a version whose files the caller brings: takes the next number and stays {@code
   * PENDING_REGISTRATION}, over restarts as well, until {@link #finalizeVersion}. Its source says
   * where it came from and is not read. REST: {@code POST
   * /mlflow/unity-catalog/model-versions/create}, {@code POST /unity-catalog/models/versions}.
   */
  ModelVersion beginVersion(NewModelVersion version);

  /**
   * Where the files of a version go that {@link #beginVersion} began, for whoever may create
   * versions and nobody else.
   *
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED} also when the version
   *     waits for no files
   */
  BlobStore uploads(String name, long version);

  /**
   * Completes a version: its files are copied to a place that no upload reaches, and it is {@code
   * READY} once each of them is on disk there with its digest on record. When that fails it waits
   * for files as before. REST: {@code POST /mlflow/unity-catalog/model-versions/finalize}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} when it does not
   *     wait for files
   */
  ModelVersion finalizeVersion(String name, long version);

  /**
   * The directory of this machine that holds a version's files, for programs that read, or while it
   * waits for files write, them by themselves.
   *
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED}; {@code
   *     FAILED_PRECONDITION} when there are no files
   */
  Path directory(String name, long version);

  /**
   * Notes what a version was made from: tables, notebooks, jobs. Tables that the caller does not
   * see are left out. Asks for what changing the model does.
   */
  void madeFrom(String name, long version, List<EntityRef> sources);

  /**
   * Notes who reads a version; asks for {@code EXECUTE}. REST: {@code POST
   * /mlflow/unity-catalog/model-versions/emit-lineage}.
   */
  void usedBy(String name, long version, List<EntityRef> users);

  /**
   * Makes a new version of another model, which is created when there is none, of a version that is
   * there: with its files, description, tags and run, as MLflow's {@code copy_model_version} does.
   * Aliases stay where they are. It takes EXECUTE on the source.
   *
   * @param sourceUri {@code models:/dev.churn.model/3}, {@code models:/dev.churn.model@champion}
   * @param name the model to copy to, such as {@code prod.churn.model}
   */
  ModelVersion copyVersion(String sourceUri, String name);

  /** A version by number. Versions that were deleted are gone. */
  ModelVersion version(String name, long version);

  /**
   * The version that a URI names: {@code models:/c.s.m/3}, {@code models:/c.s.m@champion}, {@code
   * models:/c.s.m/latest}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for a URI that
   *     is none of these, or an unknown alias
   */
  ModelVersion resolve(String modelUri);

  /**
   * Loads the model of a version that is {@code READY}, ready to score: {@code
   * load("models:/c.s.m@champion").predict(rows)}. Its files are checked against their digests; the
   * model is kept in memory and shared.
   *
   * @throws io.mudbrick.platform.PlatformException {@code BAD_REQUEST} when only Python can score
   *     it, {@code FAILED_PRECONDITION} when it is not ready or its files were damaged
   */
  LoadedModel load(String modelUri);

  /** Replaces a version's description; null clears it. */
  ModelVersion describeVersion(String name, long version, @Nullable String description);

  /**
   * Deletes a version: its aliases and files go, its number is never given again.
   *
   * @param force even if an endpoint serves it
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_CONFLICT} when it is in use and
   *     {@code force} is not set
   */
  void deleteVersion(String name, long version, boolean force);

  /** A model's versions, newest first. */
  List<ModelVersion> versions(String name);

  /** A model's versions in pages, newest first; {@code maxResults} 0 for the default. */
  Page<ModelVersion> listVersions(String name, int maxResults, @Nullable String pageToken);

  /**
   * Versions of all models that the caller may see. REST: {@code GET
   * /mlflow/model-versions/search}.
   */
  Page<ModelVersion> searchVersions(Search search);

  void setVersionTag(String name, long version, String key, String value);

  /** Nothing happens when there is no such tag. */
  void deleteVersionTag(String name, long version, String key);

  /**
   * Points an alias at a version, moving it if it is set already, in one step.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for {@code
   *     latest}, {@code v3} and names outside {@code [\w-]{1,255}}
   */
  AliasMove setAlias(String name, String alias, long version);

  /** Removes an alias; nothing happens when there is none. */
  void deleteAlias(String name, String alias);

  /**
   * The version that an alias points at.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when the model
   *     has no such alias
   */
  ModelVersion versionByAlias(String name, String alias);

  /** Every move of an alias, oldest first, also those of an alias that was removed since. */
  List<AliasMove> aliasHistory(String name, String alias);

  /**
   * {@link #aliasHistory(String, String)} in pages.
   *
   * @param maxResults of a page; 0 for the default
   */
  Page<AliasMove> aliasHistory(
      String name, String alias, int maxResults, @Nullable String pageToken);

  /**
   * Points an alias back at the version that it pointed at before its last move; when that was
   * deleted, at the one before.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} when there was none
   *     or all are deleted
   */
  AliasMove rollbackAlias(String name, String alias);

  /** Promotions by gates, and their reports. */
  Promotions promotions();

  /**
   * Begins a promotion: {@code
   * registry.promote("c.s.m").challenger().to("champion").when(gates).run()}. Nothing happens
   * before the {@code run()}.
   */
  default Promotion promote(String name) {
    return Promotion.of(promotions(), name);
  }

  /**
   * Moves a version to one of MLflow's deprecated stages.
   *
   * @param archiveOthers moves the versions that hold the stage to {@link Stage#ARCHIVED}
   */
  ModelVersion transitionStage(String name, long version, Stage stage, boolean archiveOthers);

  /** The newest version in each of the stages. */
  List<ModelVersion> latestVersions(String name, List<Stage> stages);

  /**
   * The newest versions of many models in each of their stages, by the model's id; models that the
   * caller may not see are left out.
   */
  Map<String, List<ModelVersion>> latestVersions(Collection<String> modelIds);

  /** The files of a version that is {@code READY}, with their digests, by path. */
  List<ModelFile> files(String name, long version);

  /** The files of a version that is {@code READY}, to be read. */
  BlobStore artifacts(String name, long version);
}
