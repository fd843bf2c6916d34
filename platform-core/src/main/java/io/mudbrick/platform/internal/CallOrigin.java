package io.mudbrick.platform.internal;

import org.jspecify.annotations.Nullable;

/** Where a call came from, for the audit. */
public record CallOrigin(
    String source, String requestId, @Nullable String address, @Nullable String userAgent) {
  static final String JAVA = "java";
}
