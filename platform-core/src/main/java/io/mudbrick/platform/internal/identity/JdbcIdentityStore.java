package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.Workspace;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.TokenInfo;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.platform.sql.Watch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Workspaces, principals, memberships and tokens, in SQL, with what every request asks kept. */
public final class JdbcIdentityStore implements IdentityStore {
  private static final SecureRandom SECRETS = new SecureRandom();

  private final Database database;
  private final Clock clock;
  private final Ids ids;
  private final Watch watch;
  private final Map<String, Known> callersByHash = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> membershipsByPrincipal = new ConcurrentHashMap<>();
  private final Map<String, Principal> principalsById = new ConcurrentHashMap<>();

  /** Only those who may log in. */
  private final Map<String, Boolean> activeById = new ConcurrentHashMap<>();

  /** By metastore; the group cannot be deleted, so its id never changes. */
  private final Map<String, String> adminGroups = new ConcurrentHashMap<>();

  public JdbcIdentityStore(Database database, Clock clock, Ids ids) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
    this.watch = database.watch("identity", this::forget);
  }

  /** Whose token it is, and until when. */
  private record Known(Caller caller, @Nullable Instant expires) {}

  private static Workspace workspace(Row row) {
    return new Workspace(row.string(1), row.string(2), row.string(3));
  }

  private static Principal principal(Row row) {
    return new Principal(row.string(1), row.string(2), Principal.Kind.valueOf(row.string(3)));
  }

  @Override
  public List<Workspace> workspaces() {
    return database.read(
        tx ->
            tx.query(
                "SELECT id, name, metastore_id FROM core_workspace ORDER BY created_at, id",
                JdbcIdentityStore::workspace));
  }

  public Optional<Workspace> workspace(String id) {
    return database.read(
        tx ->
            tx.first(
                "SELECT id, name, metastore_id FROM core_workspace WHERE id = ?",
                JdbcIdentityStore::workspace,
                id));
  }

  /** Records a workspace; on a new metastore it also makes the built-in groups. */
  public Workspace createWorkspace(Tx tx, Workspace workspace, boolean newMetastore) {
    tx.update(
        "INSERT INTO core_workspace (id, name, metastore_id, created_at) VALUES (?, ?, ?, ?)",
        workspace.id(),
        workspace.name(),
        workspace.metastoreId(),
        clock.instant());
    if (newMetastore) {
      create(tx, workspace.metastoreId(), Identity.ADMINS, Principal.Kind.GROUP);
      create(tx, workspace.metastoreId(), Identity.USERS, Principal.Kind.GROUP);
    }
    JdbcTokens.openToUsers(
        tx, workspace, find(tx, workspace.metastoreId(), Identity.USERS).orElseThrow());
    return workspace;
  }

  Principal create(Tx tx, String metastoreId, String name, Principal.Kind kind) {
    checkName(name);
    if (taken(tx, metastoreId, name)) {
      throw IdentityErrors.exists(name);
    }
    Principal principal = new Principal(Long.toString(ids.number()), name, kind);
    tx.update(
        "INSERT INTO core_principal (metastore_id, id, name, kind) VALUES (?, ?, ?, ?)",
        metastoreId,
        principal.id(),
        name,
        kind);
    return principal;
  }

  static void checkName(String name) {
    if (name.isBlank() || name.length() > 255 || name.chars().anyMatch(Character::isISOControl)) {
      throw IdentityErrors.badName(name);
    }
  }

  /** Whether a principal has the name, in whatever case of letters. */
  static boolean taken(Tx tx, String metastoreId, String name) {
    return tx.exists(
        "SELECT 1 FROM core_principal WHERE metastore_id = ? AND lower(name) = lower(?)",
        metastoreId,
        name);
  }

  /** Makes the first user of a workspace's metastore, or finds it when the metastore is shared. */
  public Principal admin(Tx tx, Workspace workspace, String name) {
    Optional<Principal> known = find(tx, workspace.metastoreId(), name);
    if (known.isPresent()) {
      return known.get();
    }
    Principal admin = create(tx, workspace.metastoreId(), name, Principal.Kind.USER);
    Principal admins = find(tx, workspace.metastoreId(), Identity.ADMINS).orElseThrow();
    addMember(tx, workspace.metastoreId(), admins, admin);
    return admin;
  }

  static Optional<Principal> find(Tx tx, String metastoreId, String name) {
    return tx.first(
        "SELECT id, name, kind FROM core_principal WHERE metastore_id = ? AND name = ?",
        JdbcIdentityStore::principal,
        metastoreId,
        name);
  }

  @Override
  public Optional<Principal> principal(String metastoreId, String name) {
    return database.read(tx -> find(tx, metastoreId, name));
  }

  @Override
  public Optional<Principal> principalById(String metastoreId, String id) {
    if (database.writing() || database.reading()) {
      return readPrincipal(metastoreId, id); // as with memberships
    }
    return Optional.ofNullable(
        principalsById.computeIfAbsent(
            metastoreId + "/" + id, key -> readPrincipal(metastoreId, id).orElse(null)));
  }

  private Optional<Principal> readPrincipal(String metastoreId, String id) {
    return database.read(
        tx ->
            tx.first(
                "SELECT id, name, kind FROM core_principal WHERE metastore_id = ? AND id = ?",
                JdbcIdentityStore::principal,
                metastoreId,
                id));
  }

  @Override
  public List<Principal> principals(String metastoreId, Principal.Kind kind) {
    return database.read(
        tx ->
            tx.query(
                "SELECT id, name, kind FROM core_principal WHERE metastore_id = ? AND kind = ?"
                    + " ORDER BY name",
                JdbcIdentityStore::principal,
                metastoreId,
                kind));
  }

  void delete(Tx tx, String metastoreId, Principal principal) {
    String id = principal.id();
    tx.update("DELETE FROM core_principal WHERE metastore_id = ? AND id = ?", metastoreId, id);
    tx.update(
        "DELETE FROM core_member WHERE metastore_id = ? AND (group_id = ? OR member_id = ?)",
        metastoreId,
        id,
        id);
    tx.update(
        "DELETE FROM core_token WHERE principal_id = ? AND workspace_id IN"
            + " (SELECT id FROM core_workspace WHERE metastore_id = ?)",
        id,
        metastoreId);
    tx.update(
        "DELETE FROM core_permission WHERE principal_id = ? AND workspace_id IN"
            + " (SELECT id FROM core_workspace WHERE metastore_id = ?)",
        id,
        metastoreId);
    tx.update("DELETE FROM core_secret WHERE principal_id = ?", id);
    changed(tx);
  }

  void addMember(Tx tx, String metastoreId, Principal group, Principal member) {
    if (closure(tx, metastoreId, group.id()).contains(member.id())) {
      throw IdentityErrors.cycle(group.name(), member.name());
    }
    removeMember(tx, metastoreId, group, member);
    tx.update(
        "INSERT INTO core_member (metastore_id, group_id, member_id) VALUES (?, ?, ?)",
        metastoreId,
        group.id(),
        member.id());
  }

  void removeMember(Tx tx, String metastoreId, Principal group, Principal member) {
    tx.update(
        "DELETE FROM core_member WHERE metastore_id = ? AND group_id = ? AND member_id = ?",
        metastoreId,
        group.id(),
        member.id());
    changed(tx);
  }

  List<Principal> members(String metastoreId, Principal group) {
    return database.read(
        tx ->
            tx.query(
                "SELECT p.id, p.name, p.kind FROM core_member m JOIN core_principal p"
                    + " ON p.metastore_id = m.metastore_id AND p.id = m.member_id"
                    + " WHERE m.metastore_id = ? AND m.group_id = ? ORDER BY p.name",
                JdbcIdentityStore::principal,
                metastoreId,
                group.id()));
  }

  @Override
  public Set<String> memberships(String metastoreId, Principal principal) {
    if (database.writing() || database.reading()) {
      // What is not committed yet, or was overtaken since, must not be kept for others.
      return database.read(tx -> Set.copyOf(withUsers(tx, metastoreId, principal)));
    }
    return membershipsByPrincipal.computeIfAbsent(
        metastoreId + "/" + principal.id(),
        key -> database.read(tx -> Set.copyOf(withUsers(tx, metastoreId, principal))));
  }

  private static Set<String> withUsers(Tx tx, String metastoreId, Principal principal) {
    Set<String> ids = closure(tx, metastoreId, principal.id());
    find(tx, metastoreId, Identity.USERS).ifPresent(users -> ids.add(users.id()));
    return ids;
  }

  /** The principal itself and every group above it. */
  static Set<String> closure(Tx tx, String metastoreId, String id) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        open.addAll(
            tx.query(
                "SELECT group_id FROM core_member WHERE metastore_id = ? AND member_id = ?",
                row -> row.string(1),
                metastoreId,
                next));
      }
    }
    return found;
  }

  @Override
  public boolean isAdmin(Caller caller) {
    String admins =
        adminGroups.computeIfAbsent(
            caller.metastoreId(), m -> principal(m, Identity.ADMINS).orElseThrow().id());
    return memberships(caller.metastoreId(), caller.principal()).contains(admins);
  }

  /** The application id of a new service principal. */
  String newUuid() {
    return ids.uuid();
  }

  /** For tokens and the like: not of {@link Ids}, whose order a seed has repeat. */
  static String newId() {
    byte[] id = new byte[16];
    SECRETS.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** A token that nobody can guess, in the form that Databricks' have. */
  public static String newSecret() {
    return "dapi" + newId();
  }

  String createToken(Tx tx, Workspace workspace, Principal principal, String comment) {
    String token = newSecret();
    JdbcTokens.insert(
        tx,
        workspace,
        token,
        JdbcTokens.Kind.PERSONAL,
        new TokenInfo(newId(), principal, principal, comment, clock.instant(), null));
    return token;
  }

  /** A token made by the engine itself, for the workspace's admin. */
  public String createToken(Caller caller, String comment) {
    return database.write(tx -> createToken(tx, caller.workspace(), caller.principal(), comment));
  }

  /** Whose token it is; nobody's when it is unknown, expired, or of one who may not log in. */
  public Optional<Caller> callerOf(String token) {
    // Computed inside the map, so that a forget() that comes meanwhile wipes this answer, too.
    Known known = callersByHash.computeIfAbsent(hash(token), hash -> find(hash).orElse(null));
    boolean holds =
        known != null && (known.expires() == null || clock.instant().isBefore(known.expires()));
    return holds ? Optional.of(known.caller()) : Optional.empty();
  }

  private Optional<Known> find(String hash) {
    return database.read(
        tx ->
            tx.first(
                "SELECT w.id, w.name, w.metastore_id, p.id, p.name, p.kind, t.expires_at"
                    + " FROM core_token t JOIN core_workspace w ON w.id = t.workspace_id"
                    + " JOIN core_principal p ON p.metastore_id = w.metastore_id"
                    + " AND p.id = t.principal_id WHERE t.hash = ? AND p.active = 1",
                row ->
                    new Known(
                        new Caller(
                            workspace(row),
                            new Principal(
                                row.string(4),
                                row.string(5),
                                Principal.Kind.valueOf(row.string(6)))),
                        row.nullableInstant(7)),
                hash));
  }

  /** Whether the principal is still there and may log in. */
  public boolean isActive(Caller caller) {
    String metastoreId = caller.metastoreId();
    String id = caller.principal().id();
    if (database.writing() || database.reading()) {
      return readActive(metastoreId, id); // as with memberships
    }
    return Boolean.TRUE.equals(
        activeById.computeIfAbsent(
            metastoreId + "/" + id, key -> readActive(metastoreId, id) ? true : null));
  }

  private boolean readActive(String metastoreId, String id) {
    return database.read(
        tx ->
            tx.exists(
                "SELECT 1 FROM core_principal WHERE metastore_id = ? AND id = ? AND active = 1",
                metastoreId,
                id));
  }

  /** After this change, what is kept of principals, groups and tokens is not to be trusted. */
  void changed(Tx tx) {
    watch.changed(tx);
    tx.afterCommit(this::forget);
  }

  /** Drops what is kept in memory: the store has changed. */
  public void forget() {
    callersByHash.clear();
    membershipsByPrincipal.clear();
    principalsById.clear();
    activeById.clear();
  }

  static String hash(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
