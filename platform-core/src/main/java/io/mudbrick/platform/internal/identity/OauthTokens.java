package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.TokenInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives service principals that show a secret a token of an hour: OAuth's client credentials. */
public record OauthTokens(IdentityRoom room) {
  /** How long such a token holds. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  /** What somebody whose secret held may do next; a service, so that the audit tells of it. */
  public interface Login {
    String issueToken();
  }

  /**
   * Who shows the secret.
   *
   * @param workspaceId from the path, or null for the one in which the secret was made
   * @return nothing when the secret does not hold
   */
  public Optional<Caller> holder(@Nullable String workspaceId, String clientId, String secret) {
    return room.database()
        .read(tx -> JdbcTokens.ofSecret(tx, clientId, secret, room.clock().instant()))
        .filter(caller -> workspaceId == null || workspaceId.equals(caller.workspaceId()));
  }

  public Login login(Caller caller) {
    return () -> token(caller, room.clock().instant());
  }

  private String token(Caller caller, Instant now) {
    String token = JdbcIdentityStore.newSecret();
    TokenInfo info =
        new TokenInfo(
            JdbcIdentityStore.newId(),
            caller.principal(),
            caller.principal(),
            "oauth",
            now,
            now.plus(LIFETIME));
    room.database()
        .run(tx -> JdbcTokens.insert(tx, caller.workspace(), token, JdbcTokens.Kind.OAUTH, info));
    return token;
  }
}
