package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a web page of another site made a browser send: a Host that is not ours
 * (DNS rebinding) or an Origin that is not ours (cross-site posting).
 */
final class HostCheck {
  private final Set<String> allowed =
      new HashSet<>(List.of("localhost", "127.0.0.1", "::1", "[::1]"));

  HostCheck(List<String> more) {
    more.forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
  }

  void check(HttpServerExchange exchange) {
    refuseUnless(hostName(exchange), "Host");
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin != null) {
      refuseUnless(hostOf(origin), "Origin");
    }
  }

  private static @Nullable String hostName(HttpServerExchange exchange) {
    try {
      return exchange.getHostName();
    } catch (StringIndexOutOfBoundsException brokenBrackets) {
      return null;
    }
  }

  private void refuseUnless(@Nullable String host, String header) {
    if (host == null || !allowed.contains(host.toLowerCase(Locale.ROOT))) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED,
          "The " + header + " header '" + host + "' is not allowed; see --allowed-host");
    }
  }

  private static @Nullable String hostOf(String origin) {
    try {
      return URI.create(origin).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
