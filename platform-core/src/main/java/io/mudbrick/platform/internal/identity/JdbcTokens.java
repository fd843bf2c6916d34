package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Workspace;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Secrets;
import io.mudbrick.platform.identity.TokenInfo;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tokens and secrets in SQL, by their hashes. */
final class JdbcTokens {
  /** The object whose list says who may have personal tokens. */
  static final String TYPE = "authorization";

  static final String OBJECT = "tokens";

  private static final String SELECT =
      "SELECT t.id, p.id, p.name, p.kind, c.id, c.name, c.kind, t.comment, t.created_at,"
          + " t.expires_at FROM core_token t"
          + " JOIN core_workspace w ON w.id = t.workspace_id"
          + " JOIN core_principal p ON p.metastore_id = w.metastore_id AND p.id = t.principal_id"
          + " LEFT JOIN core_principal c ON c.metastore_id = w.metastore_id AND c.id = t.created_by"
          + " WHERE t.workspace_id = ? AND t.kind = 'PERSONAL'"
          + " AND (t.expires_at IS NULL OR t.expires_at > ?)";

  private JdbcTokens() {}

  /** What a token was made by. */
  enum Kind {
    PERSONAL,
    OAUTH
  }

  static void openToUsers(Tx tx, Workspace workspace, Principal users) {
    tx.update(
        "INSERT INTO core_permission (workspace_id, object_type, object_id, principal_id, level)"
            + " VALUES (?, ?, ?, ?, ?)",
        workspace.id(),
        TYPE,
        OBJECT,
        users.id(),
        PermissionLevel.CAN_USE);
  }

  static void insert(Tx tx, Workspace workspace, String token, Kind kind, TokenInfo info) {
    tx.update(
        "INSERT INTO core_token (hash, workspace_id, principal_id, comment, created_at, id, kind,"
            + " created_by, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        JdbcIdentityStore.hash(token),
        workspace.id(),
        info.owner().id(),
        info.comment(),
        info.created(),
        info.id(),
        kind,
        info.createdBy().id(),
        info.expires());
    // What has run out is of no more use to anybody.
    tx.update(
        "DELETE FROM core_token WHERE workspace_id = ? AND principal_id = ? AND expires_at <= ?",
        workspace.id(),
        info.owner().id(),
        info.created());
  }

  static List<TokenInfo> all(Tx tx, Caller caller, Instant now) {
    return tx.query(
        SELECT + " ORDER BY t.created_at DESC, t.id", JdbcTokens::info, caller.workspaceId(), now);
  }

  static List<TokenInfo> of(Tx tx, Caller caller, Instant now) {
    return tx.query(
        SELECT + " AND t.principal_id = ? ORDER BY t.created_at DESC, t.id",
        JdbcTokens::info,
        caller.workspaceId(),
        now,
        caller.principal().id());
  }

  static Optional<TokenInfo> find(Tx tx, Caller caller, Instant now, String id) {
    return tx.first(SELECT + " AND t.id = ?", JdbcTokens::info, caller.workspaceId(), now, id);
  }

  static void delete(Tx tx, Caller caller, String id) {
    tx.update("DELETE FROM core_token WHERE workspace_id = ? AND id = ?", caller.workspaceId(), id);
  }

  private static TokenInfo info(Row row) {
    Principal owner = principal(row, 2);
    return new TokenInfo(
        row.string(1),
        owner,
        row.nullableString(5) == null ? owner : principal(row, 5),
        row.string(8),
        row.instant(9),
        row.nullableInstant(10));
  }

  private static Principal principal(Row row, int at) {
    return new Principal(
        row.string(at), row.string(at + 1), Principal.Kind.valueOf(row.string(at + 2)));
  }

  static void insertSecret(
      Tx tx, Caller caller, String secret, Principal owner, Secrets.Info info) {
    tx.update(
        "INSERT INTO core_secret (id, hash, workspace_id, principal_id, created_at, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        info.id(),
        JdbcIdentityStore.hash(secret),
        caller.workspaceId(),
        owner.id(),
        info.created(),
        info.expires());
  }

  static List<Secrets.Info> secrets(Tx tx, Caller caller, Principal owner) {
    return tx.query(
        "SELECT id, created_at, expires_at FROM core_secret"
            + " WHERE workspace_id = ? AND principal_id = ? ORDER BY created_at, id",
        row -> new Secrets.Info(row.string(1), row.instant(2), row.instant(3)),
        caller.workspaceId(),
        owner.id());
  }

  static int deleteSecret(Tx tx, Caller caller, Principal owner, String id) {
    return tx.update(
        "DELETE FROM core_secret WHERE workspace_id = ? AND principal_id = ? AND id = ?",
        caller.workspaceId(),
        owner.id(),
        id);
  }

  /** Who shows the secret, and in which workspace; nobody when it does not hold. */
  static Optional<Caller> ofSecret(Tx tx, String applicationId, String secret, Instant now) {
    return tx.first(
        "SELECT w.id, w.name, w.metastore_id, p.id, p.name, p.kind FROM core_secret s"
            + " JOIN core_workspace w ON w.id = s.workspace_id"
            + " JOIN core_principal p ON p.metastore_id = w.metastore_id AND p.id = s.principal_id"
            + " WHERE s.hash = ? AND s.expires_at > ? AND p.name = ? AND p.active = 1",
        row ->
            new Caller(
                new Workspace(row.string(1), row.string(2), row.string(3)), principal(row, 4)),
        JdbcIdentityStore.hash(secret),
        now,
        applicationId);
  }
}
