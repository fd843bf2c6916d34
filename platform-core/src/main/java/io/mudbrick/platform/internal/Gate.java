package io.mudbrick.platform.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.internal.http.Door;
import io.mudbrick.platform.internal.http.Served;
import io.mudbrick.platform.internal.identity.JdbcIdentityStore;
import io.mudbrick.platform.internal.snapshot.Calls;
import io.mudbrick.platform.internal.sql.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the server asks about a request. */
record Gate(
    Logins logins,
    Store database,
    Services services,
    Calls calls,
    Ids requestIds,
    Consumer<Served> listener)
    implements Door {
  /**
   * Who may come in.
   *
   * @param everybody as whom those come in who show no token, or one that nobody knows; null when
   *     tokens are asked for
   * @param hosts names under which this server may be addressed
   */
  record Logins(
      JdbcIdentityStore identities,
      Sessions sessions,
      @Nullable Caller everybody,
      List<String> hosts) {}

  @Override
  public @Nullable Caller identify(@Nullable String workspace, @Nullable String token) {
    database.catchUp();
    Caller shown = token == null ? null : known(token).orElse(null);
    if (shown == null) {
      return logins.everybody() == null ? stranger(token) : everybody(workspace);
    }
    // Also when there is no such workspace: which ones there are is nobody else's business.
    if (workspace != null && !workspace.equals(shown.workspaceId())) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED, "This token belongs to another workspace.");
    }
    return shown;
  }

  private Optional<Caller> known(String token) {
    return logins
        .sessions()
        .caller(token)
        .filter(logins.identities()::isActive)
        .or(() -> logins.identities().callerOf(token));
  }

  private static @Nullable Caller stranger(@Nullable String token) {
    if (token != null) {
      throw new PlatformException(ErrorCode.UNAUTHENTICATED, "Invalid access token.");
    }
    return null;
  }

  /** The admin: some clients cannot be had to send no token, so that any will do. */
  private @Nullable Caller everybody(@Nullable String workspace) {
    if (workspace == null) {
      return logins.everybody();
    }
    return logins
        .identities()
        .workspace(workspace)
        .flatMap(
            found ->
                logins
                    .identities()
                    .principal(found.metastoreId(), Identity.ADMIN)
                    .map(admin -> new Caller(found, admin)))
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.RESOURCE_DOES_NOT_EXIST,
                    "Workspace '" + workspace + "' does not exist"));
  }

  @Override
  public boolean isAdmin(Caller caller) {
    return logins.identities().isAdmin(caller);
  }

  @Override
  public Calls.Inside enter(Caller caller) {
    return calls.enter(caller.metastoreId());
  }

  @Override
  public <T> T audited(Class<T> type, Caller caller, CallOrigin origin) {
    return services.audited(type, caller, origin);
  }

  @Override
  public String newRequestId() {
    return requestIds.uuid();
  }

  @Override
  public void served(Served request) {
    listener.accept(request);
  }

  @Override
  public List<String> allowedHosts() {
    return logins.hosts();
  }
}
