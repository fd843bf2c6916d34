package io.mudbrick.platform.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.internal.identity.JdbcIdentityStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that end with this process: those that Java callers hand to their clients. */
final class Sessions {
  private final Map<Caller, String> tokens = new ConcurrentHashMap<>();
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /** The caller's token, the same each time. */
  String token(Caller caller) {
    return tokens.computeIfAbsent(
        caller,
        c -> {
          String token = JdbcIdentityStore.newSecret();
          callers.put(token, c);
          return token;
        });
  }

  Optional<Caller> caller(String token) {
    return Optional.ofNullable(callers.get(token));
  }
}
