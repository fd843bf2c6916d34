package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a web page of another site made a browser send: a Host that is not ours
 * (DNS rebinding) or an Origin that is not ours (cross-site posting). Ports do not matter: clients
 * send them or leave them out as they like.
 *
 * <p>A Host that is an address is let in: only names can be made to point elsewhere.
 */
final class HostCheck {
  private static final HttpString FETCH_SITE = new HttpString("sec-fetch-site");

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> allowed =
      new HashSet<>(List.of("localhost", "127.0.0.1", "::1", "[::1]"));

  HostCheck(List<String> more) {
    more.forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
  }

  void check(HttpServerExchange exchange) {
    String host = hostName(exchange);
    if (host == null || !(isAllowed(host) || isAddress(host))) {
      throw refused("Host", host);
    }
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin != null) {
      String from = hostOf(origin);
      if (from == null || !(isAllowed(from) || from.equalsIgnoreCase(host))) {
        throw refused("Origin", origin);
      }
    } else if ("cross-site".equals(exchange.getRequestHeaders().getFirst(FETCH_SITE))
        && !READING.contains(exchange.getRequestMethod().toString())) {
      throw refused("Sec-Fetch-Site", "cross-site");
    }
  }

  private boolean isAllowed(String host) {
    return allowed.contains(host.toLowerCase(Locale.ROOT));
  }

  /** Four numbers, or anything with a colon: no name that DNS knows is of such a form. */
  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0
        || (host.indexOf('.') > 0
            && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }

  private static @Nullable String hostName(HttpServerExchange exchange) {
    try {
      return exchange.getHostName();
    } catch (StringIndexOutOfBoundsException brokenBrackets) {
      return null;
    }
  }

  private static PlatformException refused(String header, @Nullable String value) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "The " + header + " header '" + value + "' is not allowed; see --allowed-host");
  }

  private static @Nullable String hostOf(String origin) {
    try {
      return URI.create(origin).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
