package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Secrets} for one caller. */
record SecretsService(IdentityRoom room, Caller caller) implements Secrets {
  private static final Duration LONGEST = Duration.ofDays(730);

  /** As many as the product keeps for one service principal. */
  private static final int MOST = 5;

  @Override
  public Issued create(String principalId, @Nullable Duration lifetime) {
    Principal owner = owner(principalId);
    Duration wanted = lifetime == null ? LONGEST : lifetime;
    if (wanted.isNegative() || wanted.isZero() || wanted.compareTo(LONGEST) > 0) {
      throw IdentityErrors.badLifetime(wanted);
    }
    String value = "dose" + JdbcIdentityStore.newSecret().substring("dapi".length());
    Instant now = room.clock().instant();
    Info info = new Info(JdbcIdentityStore.newId(), now, now.plus(wanted));
    room.database()
        .run(
            tx -> {
              if (JdbcTokens.secrets(tx, caller, owner).size() >= MOST) {
                throw IdentityErrors.manySecrets(MOST);
              }
              JdbcTokens.insertSecret(tx, caller, value, owner, info);
            });
    return new Issued(value, info);
  }

  @Override
  public List<Info> list(String principalId) {
    Principal owner = owner(principalId);
    return room.database().read(tx -> JdbcTokens.secrets(tx, caller, owner));
  }

  @Override
  public void delete(String principalId, String secretId) {
    Principal owner = owner(principalId);
    room.database()
        .run(
            tx -> {
              if (JdbcTokens.deleteSecret(tx, caller, owner, secretId) == 0) {
                throw IdentityErrors.unknownSecret(secretId);
              }
            });
  }

  private Principal owner(String principalId) {
    room.requireAdmin(caller);
    return room.store()
        .principalById(caller.metastoreId(), principalId)
        .filter(found -> found.kind() == Principal.Kind.SERVICE_PRINCIPAL)
        .orElseThrow(() -> IdentityErrors.unknownPrincipal(principalId));
  }
}
