package io.mudbrick.platform;

import io.mudbrick.platform.faults.Faults;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.internal.Engine;
import io.mudbrick.platform.internal.backup.Restore;
import io.mudbrick.platform.model.ModelFunction;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The platform: one engine, seen from one workspace by one principal.
 *
 * <pre>{@code
 * try (Mudbrick platform = Mudbrick.builder().data(dir).start()) {
 *   URI uri = platform.uri();                           // for MLflow, the Databricks SDKs, curl
 *   Tracking tracking = platform.module(Tracking.class); // the same thing in Java
 * }
 * }</pre>
 *
 * Thread-safe. Closing what {@link Builder#start} returned stops the engine; closing a view made by
 * {@link #as} or {@link #newWorkspace} does nothing.
 */
public final class Mudbrick implements AutoCloseable {
  private final Engine engine;
  private final Caller caller;
  private final boolean owner;

  private Mudbrick(Engine engine, Caller caller, boolean owner) {
    this.engine = engine;
    this.caller = caller;
    this.owner = owner;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** {@code http://host:port}, with {@code /w/<id>} unless this is the first workspace. */
  public URI uri() {
    return engine.uri(caller.workspace());
  }

  /** {@code http://host:port}, whatever the workspace: what {@code DATABRICKS_HOST} wants. */
  public URI host() {
    return engine.host();
  }

  public Workspace workspace() {
    return caller.workspace();
  }

  /** Who this view acts as. */
  public Caller caller() {
    return caller;
  }

  /** A token of this view's principal, valid until the engine stops. */
  public String token() {
    return engine.sessionToken(caller);
  }

  /**
   * What a client process needs in its environment: {@code MLFLOW_TRACKING_URI}, {@code
   * MLFLOW_TRACKING_TOKEN}, {@code MLFLOW_REGISTRY_URI}, {@code DATABRICKS_HOST}, {@code
   * DATABRICKS_TOKEN}.
   */
  public Map<String, String> env() {
    return Map.of(
        "MLFLOW_TRACKING_URI", uri().toString(),
        "MLFLOW_TRACKING_TOKEN", token(),
        "MLFLOW_REGISTRY_URI", uri().toString(),
        "DATABRICKS_HOST", host().toString(),
        "DATABRICKS_TOKEN", token());
  }

  /**
   * A module's Java API, bound to this view's workspace and principal.
   *
   * @throws IllegalStateException when no module on the class path offers the type
   */
  public <T> T module(Class<T> type) {
    return engine.audited(type, caller);
  }

  /**
   * The same workspace as another principal sees it.
   *
   * @throws PlatformException {@code RESOURCE_DOES_NOT_EXIST} when there is no such principal
   */
  public Mudbrick as(String principalName) {
    return new Mudbrick(engine, engine.callerNamed(caller.workspace(), principalName), false);
  }

  /** A fresh workspace on a fresh metastore, seen by its own admin. */
  public Mudbrick newWorkspace(String name) {
    return new Mudbrick(engine, engine.createWorkspace(name, null), false);
  }

  /** A fresh workspace on this workspace's metastore: what they share, they share by its grants. */
  public Mudbrick newWorkspaceOnSameMetastore(String name) {
    return new Mudbrick(engine, engine.createWorkspace(name, caller.metastoreId()), false);
  }

  /**
   * Keeps the state of this workspace's metastore and of every workspace on it: rows, artifacts,
   * models, Delta tables with their history, online tables, users and grants. Made for tests; other
   * metastores are worked with meanwhile.
   *
   * @throws PlatformException {@code RESOURCE_CONFLICT} when calls of these workspaces, or work in
   *     the background for them, still go on after 10 s; {@code PERMISSION_DENIED} for those who
   *     are no admins
   */
  public Snapshot snapshot() {
    return engine.snapshot(caller);
  }

  /**
   * Sets the metastore and its workspaces back to a snapshot; workspaces made since are gone.
   * Tokens made by {@link #token} stay good, faults in force stay.
   *
   * @throws PlatformException as {@link #snapshot}; {@code INVALID_PARAMETER_VALUE} for a snapshot
   *     of another metastore; {@code RESOURCE_DOES_NOT_EXIST} for one of another engine
   */
  public void reset(Snapshot snapshot) {
    engine.reset(caller, snapshot);
  }

  /** Faults for this workspace's REST calls: latency, refusals, lost connections. */
  public Faults faults() {
    return engine.faults(caller.workspace());
  }

  /** The last 20 REST requests of this workspace, the oldest first. */
  public List<RecentRequest> recentRequests() {
    return engine.recentRequests(caller.workspace());
  }

  /** Every workspace of the engine, oldest first. */
  public List<Workspace> workspaces() {
    return engine.workspaces();
  }

  /** Every route that the server answers. */
  public List<Routes.Route> routes() {
    return engine.routes();
  }

  /**
   * Copies everything to a new directory while the platform goes on; see {@link Operations#backup}.
   */
  public BackupReport backup(Path target) {
    return module(Operations.class).backup(target);
  }

  /**
   * Makes a data directory from a backup.
   *
   * @param data missing or empty
   * @throws PlatformException {@code INVALID_PARAMETER_VALUE} when it is not, or the backup is not
   *     complete; {@code DATA_LOSS} when a file of the backup is not what was written
   */
  public static BackupReport restore(Path backup, Path data) {
    return Restore.restore(backup, data);
  }

  /** Hands everything journalled so far to its tables: audit, lineage, inference records. */
  public void flush() {
    engine.flush();
  }

  @Override
  public void close() {
    if (owner) {
      engine.close();
    }
  }

  /** Settings of an engine; every one has a default that suits a test. */
  public static final class Builder {
    private @Nullable Path data;
    private String host = "127.0.0.1";
    private int port;
    private Clock clock = Clock.systemUTC();
    private @Nullable Long seed;
    private boolean open;
    private List<String> allowedHosts = List.of();
    private boolean accessLog;
    private @Nullable String postgres;
    private @Nullable List<String> modules;
    private List<String> webhookTargets = List.of();
    private final List<ModelFunction> modelFunctions = new ArrayList<>();

    private Builder() {}

    /**
     * The directory that holds everything. Without it a temporary one is used and deleted on close,
     * whose database is not synced to disk: nobody could read it after a power cut.
     */
    public Builder data(Path directory) {
      this.data = directory;
      return this;
    }

    /** The address to listen on; loopback unless said otherwise. */
    public Builder host(String address) {
      this.host = address;
      return this;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /** The clock that every module goes by. */
    public Builder clock(Clock newClock) {
      this.clock = newClock;
      return this;
    }

    /** Makes ids, names and random choices repeat from start to start. */
    public Builder seed(long newSeed) {
      this.seed = newSeed;
      return this;
    }

    /**
     * No tokens asked for: a call without one, or with one that nobody knows, is the admin's.
     * Grants of others still hold.
     */
    public Builder open(boolean withoutTokens) {
      this.open = withoutTokens;
      return this;
    }

    /** Host names, beside loopback's, that clients may address this server by. */
    public Builder allowedHosts(List<String> hosts) {
      this.allowedHosts = List.copyOf(hosts);
      return this;
    }

    /** Writes a line for each request to {@code logs/access.log} in the data directory. */
    public Builder accessLog(boolean written) {
      this.accessLog = written;
      return this;
    }

    /**
     * Keeps the metadata in a PostgreSQL database that other servers may share; {@link #data} is
     * then a folder of blobs and tables for all of them. Needs {@code org.postgresql:postgresql}
     * and {@code com.zaxxer:HikariCP} on the class path.
     *
     * @param url {@code postgresql://user:password@host:5432/database} or the driver's {@code
     *     jdbc:postgresql://...}
     */
    public Builder postgres(String url) {
      this.postgres = url;
      return this;
    }

    /**
     * Starts only these modules ({@code tracking}, {@code catalog}, ...) and those they stand on,
     * instead of all that are on the class path. A data directory keeps what the others stored.
     */
    public Builder modules(List<String> names) {
      this.modules = List.copyOf(names);
      return this;
    }

    /**
     * What webhooks may call; nothing unless it is named here. {@code hooks.example.com} is its
     * port 443, {@code hooks.example.com:8080} that one port, over https or http. A name stands for
     * public addresses only: a machine of one's own is named by its address ({@code
     * 10.0.0.7:8080}), this one also as {@code localhost:8080}.
     */
    public Builder webhookAllow(List<String> targets) {
      this.webhookTargets = List.copyOf(targets);
      return this;
    }

    /**
     * Gives the platform a model that is written in Java, for models of the flavor {@code
     * java_function} that name it; functions on the class path are known without.
     */
    public Builder modelFunction(ModelFunction function) {
      modelFunctions.add(function);
      return this;
    }

    /**
     * Opens the store, starts every module on the class path and listens.
     *
     * @throws PlatformException when the directory cannot be used, another server holds it ({@code
     *     RESOURCE_CONFLICT}), the database cannot be reached ({@code TEMPORARILY_UNAVAILABLE}), or
     *     the port is taken
     */
    public Mudbrick start() {
      Engine engine =
          Engine.start(
              new Engine.Settings(
                  data,
                  host,
                  port,
                  clock,
                  seed,
                  open,
                  allowedHosts,
                  accessLog,
                  postgres,
                  modules,
                  webhookTargets,
                  List.copyOf(modelFunctions)));
      return new Mudbrick(engine, engine.firstCaller(), true);
    }
  }
}
