package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.IssuedToken;
import io.mudbrick.platform.identity.ObjectPermissions;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.TokenInfo;
import io.mudbrick.platform.identity.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Tokens} for one caller. */
record TokensService(IdentityRoom room, Caller caller, ObjectPermissions permissions)
    implements Tokens {
  private static final int LONGEST_COMMENT = 1000;

  @Override
  public IssuedToken create(String comment, @Nullable Duration lifetime) {
    permissions.require(caller, JdbcTokens.TYPE, JdbcTokens.OBJECT, PermissionLevel.CAN_USE);
    return issue(caller.principal(), comment, lifetime);
  }

  private IssuedToken issue(Principal owner, String comment, @Nullable Duration lifetime) {
    if (comment.length() > LONGEST_COMMENT) {
      throw IdentityErrors.longComment(LONGEST_COMMENT);
    }
    String value = JdbcIdentityStore.newSecret();
    Instant now = room.clock().instant();
    TokenInfo info =
        new TokenInfo(
            JdbcIdentityStore.newId(),
            owner,
            caller.principal(),
            comment,
            now,
            lifetime == null ? null : end(now, lifetime));
    room.database()
        .run(
            tx -> JdbcTokens.insert(tx, caller.workspace(), value, JdbcTokens.Kind.PERSONAL, info));
    return new IssuedToken(value, info);
  }

  private static Instant end(Instant now, Duration lifetime) {
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.toDays() > 36_500) {
      throw IdentityErrors.badLifetime(lifetime);
    }
    return now.plus(lifetime);
  }

  @Override
  public List<TokenInfo> list() {
    return room.database().read(tx -> JdbcTokens.of(tx, caller, room.clock().instant()));
  }

  @Override
  public void delete(String tokenId) {
    TokenInfo token = find(tokenId);
    if (!token.owner().id().equals(caller.principal().id())) {
      throw IdentityErrors.unknownToken(tokenId);
    }
    remove(tokenId);
  }

  @Override
  public List<TokenInfo> all() {
    room.requireAdmin(caller);
    return room.database().read(tx -> JdbcTokens.all(tx, caller, room.clock().instant()));
  }

  @Override
  public TokenInfo get(String tokenId) {
    room.requireAdmin(caller);
    return find(tokenId);
  }

  @Override
  public void revoke(String tokenId) {
    room.requireAdmin(caller);
    find(tokenId);
    remove(tokenId);
  }

  @Override
  public IssuedToken onBehalfOf(String applicationId, String comment, @Nullable Duration lifetime) {
    room.requireAdmin(caller);
    Principal owner =
        room.store()
            .principal(caller.metastoreId(), applicationId)
            .filter(found -> found.kind() == Principal.Kind.SERVICE_PRINCIPAL)
            .orElseThrow(() -> IdentityErrors.unknownPrincipal(applicationId));
    return issue(owner, comment, lifetime);
  }

  private TokenInfo find(String id) {
    return room.database()
        .read(tx -> JdbcTokens.find(tx, caller, room.clock().instant(), id))
        .orElseThrow(() -> IdentityErrors.unknownToken(id));
  }

  private void remove(String id) {
    room.database()
        .run(
            tx -> {
              JdbcTokens.delete(tx, caller, id);
              room.store().changed(tx);
            });
  }
}
