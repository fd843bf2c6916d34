package io.mudbrick.platform.http;

/** Who gets past a route's door; what they may do behind it, the services decide. */
public enum Policy {
  /** Anybody, without a token: health, version, discovery documents. */
  PUBLIC,
  /** Whoever shows a valid token. */
  AUTHENTICATED,
  /** Members of {@code admins}. */
  ADMIN
}
