package io.mudbrick.platform;

import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.files.ArtifactUris;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileTrees;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.ObjectPermissions;
import io.mudbrick.platform.journal.Journal;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.sql.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** What the core hands to a module when it starts. Everything in it is thread-safe. */
public interface ModuleContext {

  Database database();

  /** Where the module mounts its protocol faces. */
  Routes routes();

  /** The blob store; take {@code blobs().at("tracking")} for a tree of the module's own. */
  BlobStore blobs();

  /**
   * A store over a directory that others write to as well: names are kept as they are, and what
   * lies behind a symbolic link that leads out of the directory is not there.
   */
  BlobStore foreignBlobs(Path directory);

  ArtifactUris artifactUris();

  /** Where the module mounts what the Files API is to show of its files. */
  FileTrees fileTrees();

  EventBus events();

  Journal journal();

  ObjectPermissions permissions();

  IdentityStore identities();

  /** Injected time: never {@code System.currentTimeMillis()}, so that tests can set it. */
  Clock clock();

  Ids ids();

  /** The engine's seed, from which every random choice that a user may want to repeat starts. */
  long seed();

  /**
   * Which server this is, among those of a shared store; work under way carries it, so that others
   * take it up when this one is lost ({@link io.mudbrick.platform.events.ServerLost}).
   */
  String server();

  /**
   * A folder below the data directory that belongs to this module (Delta tables, spill files).
   * Created when asked for.
   */
  Path directory(String name);

  /**
   * Offers a service, bound to a caller when somebody asks for it. Calls that come from outside, by
   * REST ({@code HttpCall.service}) or by Java ({@code Mudbrick.module}), are audited: one record a
   * call, with the method's name as action.
   *
   * @param type an interface in the module's public package
   */
  <T> void offer(Class<T> type, Function<Caller, ? extends T> service);

  /**
   * Another module's service for a caller; checks apply, the audit does not (the outer call is on
   * record).
   */
  <T> T service(Class<T> type, Caller caller);

  /**
   * What the operator lets webhooks call, as {@code host} or {@code host:port}; nothing unless
   * said.
   */
  List<String> webhookTargets();

  /** Seals what the database holds and only this installation may read. */
  Secrets secrets();

  /** The functions that the embedder gave, for {@code ModelLoader.load}. */
  List<ModelFunction> modelFunctions();

  /** Runs when the platform closes, in the reverse order of registration. */
  void onClose(AutoCloseable resource);
}
