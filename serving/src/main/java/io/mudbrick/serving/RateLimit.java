package io.mudbrick.serving;

import org.jspecify.annotations.Nullable;

/**
 * How many requests a minute an endpoint takes. Minutes are those of the clock, and each server of
 * a shared store counts for itself.
 *
 * @param key whom the number is for
 * @param principal which user, group or service principal; null where the key names none
 * @param calls requests a minute; 0 refuses every one
 */
public record RateLimit(Key key, @Nullable String principal, long calls) {

  /** Whom a limit is for. */
  public enum Key {
    /** All callers together. */
    ENDPOINT,
    /** Each caller, or the one that is named. */
    USER,
    /** The members of the named group together. */
    USER_GROUP,
    /** The named service principal. */
    SERVICE_PRINCIPAL
  }

  /** So many a minute of all callers together. */
  public static RateLimit ofEndpoint(long calls) {
    return new RateLimit(Key.ENDPOINT, null, calls);
  }

  /** So many a minute of each caller. */
  public static RateLimit ofEachUser(long calls) {
    return new RateLimit(Key.USER, null, calls);
  }
}
