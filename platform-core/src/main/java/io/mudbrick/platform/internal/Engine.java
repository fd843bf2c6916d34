package io.mudbrick.platform.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.Operations;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.platform.RecentRequest;
import io.mudbrick.platform.Snapshot;
import io.mudbrick.platform.Workspace;
import io.mudbrick.platform.events.ServerLost;
import io.mudbrick.platform.events.WorkspaceCreated;
import io.mudbrick.platform.events.WorkspacesReset;
import io.mudbrick.platform.faults.Faults;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.FileTrees;
import io.mudbrick.platform.files.StorageErrors;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Permissions;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.internal.backup.OperationsService;
import io.mudbrick.platform.internal.files.FilesRoom;
import io.mudbrick.platform.internal.files.LocalBlobStore;
import io.mudbrick.platform.internal.files.SchemeUris;
import io.mudbrick.platform.internal.files.SealedSecrets;
import io.mudbrick.platform.internal.http.MountedRoutes;
import io.mudbrick.platform.internal.http.Probes;
import io.mudbrick.platform.internal.http.RouteTable;
import io.mudbrick.platform.internal.http.Served;
import io.mudbrick.platform.internal.http.UndertowServer;
import io.mudbrick.platform.internal.identity.IdentityRoom;
import io.mudbrick.platform.internal.identity.IdentityService;
import io.mudbrick.platform.internal.identity.JdbcIdentityStore;
import io.mudbrick.platform.internal.identity.JdbcObjectPermissions;
import io.mudbrick.platform.internal.identity.OauthTokens;
import io.mudbrick.platform.internal.identity.PermissionsService;
import io.mudbrick.platform.internal.journal.FileJournal;
import io.mudbrick.platform.internal.ops.AccessLog;
import io.mudbrick.platform.internal.ops.Metrics;
import io.mudbrick.platform.internal.ops.Overview;
import io.mudbrick.platform.internal.snapshot.Calls;
import io.mudbrick.platform.internal.snapshot.SnapshotErrors;
import io.mudbrick.platform.internal.snapshot.Snapshots;
import io.mudbrick.platform.internal.sql.Migrations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import io.mudbrick.platform.internal.sql.Store;
import io.mudbrick.platform.internal.sql.Stores;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.rest.databricks.CoreResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The running platform: the rooms of the core, put together, and the modules started on them. */
public final class Engine implements AutoCloseable {
  private static final String ADMIN = Identity.ADMIN;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final String ADMIN_TOKEN = "admin.token";

  private final Settings settings;
  private final CloseStack resources = new CloseStack();
  private final Ids ids;

  /**
   * For what no one compares: with a seed, requests in parallel must not disturb the order of ids.
   */
  private final Ids requestIds = Ids.random();

  private final DataDirectory data;
  private final Store database;
  private final JdbcIdentityStore identities;
  private final JdbcObjectPermissions permissions;
  private final FileJournal journal;
  private final SynchronousBus events = new SynchronousBus();
  private final Services services;
  private final RouteTable routes = new RouteTable();
  private final Sessions sessions = new Sessions();
  private final Probes probes;
  private final Metrics metrics = new Metrics();
  private final @Nullable AccessLog accessLog;
  private final Calls calls = new Calls(Duration.ofSeconds(10));
  private final Snapshots snapshots;
  private final Caller firstCaller;
  private final UndertowServer server;

  /** How an engine is to be started; see {@code Mudbrick.Builder}. */
  public record Settings(
      @Nullable Path data,
      String host,
      int port,
      Clock clock,
      @Nullable Long seed,
      boolean open,
      List<String> allowedHosts,
      boolean accessLog,
      @Nullable String postgres,
      @Nullable List<String> modules,
      List<String> webhookTargets,
      List<ModelFunction> modelFunctions) {}

  /** Starts an engine; if anything fails, what had been opened is closed again. */
  public static Engine start(Settings settings) {
    CloseStack opened = new CloseStack();
    try {
      return new Engine(settings, opened);
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    } catch (IOException e) {
      opened.closeAfter(e);
      throw new UncheckedIOException(e);
    }
  }

  private Engine(Settings settings, CloseStack opened) throws IOException {
    this.settings = settings;
    this.probes = new Probes(settings.clock());
    opened.push(resources);
    String postgres = settings.postgres();
    this.data = resources.push(DataDirectory.open(settings.data(), postgres != null));
    this.database =
        resources.push(
            postgres != null
                ? Stores.postgres(postgres)
                : new SqliteDatabase(data.root().resolve("mudbrick.db"), !data.isTemporary()));
    resources.push(
        FileIo.guard(
            data.root(),
            failure ->
                database.refuseWrites(
                    StorageErrors.readOnly(String.valueOf(failure.getMessage()), failure))));
    Migrations.run(database, "core", Engine.class.getClassLoader());
    this.journal =
        resources.push(
            new FileJournal(
                data.journal(), data.isShared() ? data.server() : "", database, settings.clock()));
    this.ids = ids(settings.seed());
    this.identities = new JdbcIdentityStore(database, settings.clock(), ids);
    this.permissions = new JdbcObjectPermissions(database, identities);
    this.services = new Services(new Audit(journal, calls, database::catchUp));
    LocalBlobStore blobs = new LocalBlobStore(data.folder("blobs"), requestIds);
    blobs.staging().sweep(settings.clock());
    Migrations.run(database, "files", Engine.class.getClassLoader());
    FilesRoom files =
        new FilesRoom(blobs, database, identities, this::mayStillAct, settings.clock(), ids);
    Context context = context(blobs, files.trees());
    files.offer(context);
    IdentityRoom room = new IdentityRoom(database, identities, settings.clock());
    services.offer(Identity.class, caller -> new IdentityService(room, permissions, caller));
    services.offer(Permissions.class, caller -> new PermissionsService(room, permissions, caller));
    CoreResources.mount(context, files.signatures()::read);
    services.offer(Operations.class, this::operations);
    OauthTokens oauth = new OauthTokens(room);
    services.offer(OauthTokens.Login.class, oauth::login);
    CoreRoutes.mount(context.routes(), oauth);
    List<Overview.Part> parts = new ArrayList<>();
    parts.add(Overview.part("platform", routes.list()));
    for (PlatformModule module : ModuleOrder.discover(settings.modules())) {
      Migrations.run(database, module.name(), module.getClass().getClassLoader());
      Set<Routes.Route> before = Set.copyOf(routes.list());
      module.start(context);
      parts.add(
          Overview.part(
              module.name(), routes.list().stream().filter(r -> !before.contains(r)).toList()));
    }
    OpsRoutes.mount(context.routes(), metrics, new Overview(parts, settings.open()), database);
    events.subscribe(WorkspacesReset.class, reset -> identities.forget());
    this.snapshots =
        resources.push(
            new Snapshots(
                data.root(),
                new Snapshots.Rooms(database, journal, events, calls),
                settings.clock(),
                requestIds));
    this.firstCaller = firstWorkspace();
    this.accessLog =
        settings.accessLog() ? resources.push(new AccessLog(data.logs(), settings.clock())) : null;
    if (data.isShared()) {
      resources.push(new OtherServers(data, journal, database, events)).watch();
    } else {
      events.publish(new ServerLost(data.server()));
    }
    this.server =
        resources.push(
            new UndertowServer(settings.host(), settings.port(), routes, gate(), probes));
    readings();
    data.announce(host().toString());
  }

  /** Asked of those who made signed addresses: no door has caught up for whoever shows one. */
  private boolean mayStillAct(Caller caller) {
    database.catchUp();
    return identities.isActive(caller);
  }

  private Gate gate() {
    List<String> hosts = new ArrayList<>(settings.allowedHosts());
    hosts.add(settings.host());
    Gate.Logins logins =
        new Gate.Logins(identities, sessions, settings.open() ? firstCaller : null, hosts);
    return new Gate(logins, database, services, calls, requestIds, this::served);
  }

  private void served(Served request) {
    metrics.add(request);
    if (accessLog != null) {
      accessLog.add(request);
    }
  }

  private Operations operations(Caller caller) {
    boolean allowed =
        caller.workspace().equals(firstCaller.workspace()) && identities.isAdmin(caller);
    return new OperationsService(data.root(), database, settings.clock(), allowed);
  }

  private void readings() {
    metrics.gauge(
        "storage_read_only",
        "1 when the disk failed and nothing is written until a new start.",
        () -> database.refusal() == null ? 0 : 1);
    metrics.gauge("http_requests_in_flight", "Requests being answered.", server::inFlight);
    metrics.gauge(
        "database_writes_waiting", "Writes that wait for the writer.", database::waitingWrites);
    metrics.counter(
        "database_commits_total", "Commits, each of a group of writes.", database::commits);
    metrics.counter("database_writes_total", "Writes committed.", database::writes);
    metrics.counter(
        "journal_records_total", "Records in the journal, ever.", journal::lastSequence);
    metrics.gauge(
        "journal_backlog", "Records that the slowest sink has yet to take.", journal::backlog);
  }

  /**
   * With a seed ids repeat from one new directory to the next, but not from start to start of the
   * same one, where those of the first start are taken: what happened in it goes into the seed.
   */
  private Ids ids(@Nullable Long seed) {
    if (seed == null) {
      return Ids.random();
    }
    long workspaces =
        database.read(
            tx -> tx.first("SELECT COUNT(*) FROM core_workspace", r -> r.number(1)).orElse(0L));
    return new Ids(
        seed + GOLDEN_RATIO * (workspaces + journal.lastSequence() + database.startNumber()));
  }

  private Context context(LocalBlobStore blobs, FileTrees trees) {
    return new Context(
        database,
        new MountedRoutes(routes),
        blobs,
        new SchemeUris(),
        trees,
        events,
        journal,
        permissions,
        identities,
        settings.clock(),
        ids,
        settings.seed() == null ? 0 : settings.seed(),
        data,
        services,
        resources,
        settings.webhookTargets(),
        new SealedSecrets(data.root().resolve("keys")),
        settings.modelFunctions());
  }

  private Caller firstWorkspace() {
    // Servers that start together on a new database make one workspace and one token.
    return database.alone("first-workspace", this::firstWorkspaceAlone);
  }

  private Caller firstWorkspaceAlone() {
    List<Workspace> known = identities.workspaces();
    Caller admin =
        known.isEmpty() ? createWorkspace("main", null) : callerNamed(known.get(0), ADMIN);
    // Also when a first start was killed before it came to this.
    if (!data.isTemporary() && (known.isEmpty() || !data.has(ADMIN_TOKEN))) {
      data.writeSecret(ADMIN_TOKEN, identities.createToken(admin, "first admin"));
    }
    return admin;
  }

  /** The first workspace, seen by its admin. */
  public Caller firstCaller() {
    return firstCaller;
  }

  public Caller createWorkspace(String name, @Nullable String metastoreId) {
    boolean newMetastore = metastoreId == null;
    Workspace workspace =
        new Workspace(
            Long.toString(ids.number()), name, metastoreId == null ? ids.uuid() : metastoreId);
    return database.write(
        tx -> {
          identities.createWorkspace(tx, workspace, newMetastore);
          Caller admin = new Caller(workspace, identities.admin(tx, workspace, ADMIN));
          events.publish(new WorkspaceCreated(admin, newMetastore));
          return admin;
        });
  }

  public Caller callerNamed(Workspace workspace, String principalName) {
    Principal principal =
        identities
            .principal(workspace.metastoreId(), principalName)
            .filter(found -> found.kind() != Principal.Kind.GROUP)
            .orElseThrow(
                () ->
                    new PlatformException(
                        ErrorCode.RESOURCE_DOES_NOT_EXIST,
                        "There is no user or service principal '" + principalName + "'"));
    return new Caller(workspace, principal);
  }

  public List<Workspace> workspaces() {
    return identities.workspaces();
  }

  public URI host() {
    String host = settings.host();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
  }

  public URI uri(Workspace workspace) {
    boolean first = workspace.equals(firstCaller.workspace());
    return first ? host() : URI.create(host() + "/w/" + workspace.id());
  }

  public String sessionToken(Caller caller) {
    return sessions.token(caller);
  }

  public <T> T audited(Class<T> type, Caller caller) {
    return services.audited(
        type, caller, new CallOrigin(CallOrigin.JAVA, requestIds.uuid(), null, null));
  }

  public List<Routes.Route> routes() {
    return routes.list();
  }

  public Faults faults(Workspace workspace) {
    return probes.faults().of(workspace.id());
  }

  public List<RecentRequest> recentRequests(Workspace workspace) {
    return probes.recent().of(workspace.id());
  }

  /** See {@code Mudbrick.snapshot}. */
  public Snapshot snapshot(Caller caller) {
    requireAdmin(caller);
    if (data.isShared()) {
      throw SnapshotErrors.shared();
    }
    return snapshots.take(caller.metastoreId());
  }

  /** See {@code Mudbrick.reset}. */
  public void reset(Caller caller, Snapshot snapshot) {
    requireAdmin(caller);
    if (!snapshot.metastoreId().equals(caller.metastoreId())) {
      throw SnapshotErrors.foreign(snapshot, caller.metastoreId());
    }
    snapshots.reset(snapshot);
  }

  private void requireAdmin(Caller caller) {
    if (!identities.isAdmin(caller)) {
      throw SnapshotErrors.adminsOnly();
    }
  }

  public void flush() {
    journal.flush();
  }

  @Override
  public void close() {
    resources.close();
  }
}
