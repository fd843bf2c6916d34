package io.mudbrick.serving.internal.traffic;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.serving.RateLimit;
import io.mudbrick.serving.ServingErrors;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts an endpoint's requests of the current minute. Thread-safe. */
public final class RateLimiter {
  private final IdentityStore identities;
  private final Clock clock;
  private final Map<String, Long> counts = new HashMap<>();
  private long minute;

  public RateLimiter(IdentityStore identities, Clock clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * Counts a request, unless a limit is reached: then it counts for none of them.
   *
   * @throws io.mudbrick.platform.PlatformException {@code REQUEST_LIMIT_EXCEEDED}
   */
  public void admit(Caller caller, String endpoint, List<RateLimit> limits) {
    if (limits.isEmpty()) {
      return;
    }
    Set<String> memberships =
        limits.stream().anyMatch(limit -> limit.key() == RateLimit.Key.USER_GROUP)
            ? identities.memberships(caller.metastoreId(), caller.principal())
            : Set.of();
    synchronized (this) {
      long now = TimeUnit.MILLISECONDS.toMinutes(clock.millis());
      if (now != minute) {
        minute = now;
        counts.clear();
      }
      List<String> subjects = new ArrayList<>();
      for (RateLimit limit : limits) {
        String subject = subject(limit, limits, caller, memberships);
        if (subject == null) {
          continue;
        }
        if (counts.getOrDefault(subject, 0L) >= limit.calls()) {
          throw ServingErrors.rateLimited(endpoint, limit);
        }
        subjects.add(subject);
      }
      subjects.stream().distinct().forEach(subject -> counts.merge(subject, 1L, Long::sum));
    }
  }

  /** Under what the limit counts this caller; null when it is not for him. */
  private @Nullable String subject(
      RateLimit limit, List<RateLimit> limits, Caller caller, Set<String> memberships) {
    Principal principal = caller.principal();
    return switch (limit.key()) {
      case ENDPOINT -> "endpoint";
      case USER -> isFor(limit, limits, principal) ? "user/" + principal.id() : null;
      case SERVICE_PRINCIPAL ->
          principal.name().equals(limit.principal()) ? "user/" + principal.id() : null;
      case USER_GROUP -> {
        String group = limit.principal();
        yield group != null && isMember(caller, group, memberships) ? "group/" + group : null;
      }
    };
  }

  /** A limit of one's own stands in place of everybody's. */
  private static boolean isFor(RateLimit limit, List<RateLimit> limits, Principal principal) {
    if (limit.principal() != null) {
      return limit.principal().equals(principal.name());
    }
    return limits.stream()
        .filter(other -> other.key() != RateLimit.Key.USER_GROUP)
        .noneMatch(other -> principal.name().equals(other.principal()));
  }

  private boolean isMember(Caller caller, String group, Set<String> memberships) {
    return identities
        .principal(caller.metastoreId(), group)
        .filter(found -> memberships.contains(found.id()))
        .isPresent();
  }
}
