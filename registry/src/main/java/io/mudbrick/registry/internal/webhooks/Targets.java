package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.registry.WebhookErrors;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What webhooks may call. A host is looked up once, each of its addresses is looked at, and the one
 * that was looked at is the one that is connected to: looking it up again could give another.
 */
final class Targets {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final Pattern NAMED = Pattern.compile("(\\[[^\\]]+\\]|[^:\\s/]+)(?::(\\d{1,5}))?");

  /** How names become addresses. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** A host, in brackets if it is an IPv6 address, and a port. */
  private record Named(String host, int port) {}

  private final Set<Named> named;
  private final Resolver resolver;

  Targets(List<String> allowed, Resolver resolver) {
    this.named = allowed.stream().map(Targets::named).collect(Collectors.toUnmodifiableSet());
    this.resolver = resolver;
  }

  private static Named named(String target) {
    Matcher matcher = NAMED.matcher(target.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw WebhookErrors.badWebhookTarget(target);
    }
    String port = matcher.group(2);
    return new Named(matcher.group(1), port == null ? HTTPS : Integer.parseInt(port));
  }

  /** The address as a URI, if webhooks may call its host and port. */
  URI check(String url) {
    URI uri = parse(url);
    if (!named.contains(new Named(uri.getHost(), port(uri)))) {
      throw WebhookErrors.targetNotAllowed(uri.getHost(), port(uri));
    }
    return uri;
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url.strip());
      String scheme = uri.getScheme();
      boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
      if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
        throw WebhookErrors.badWebhookUrl(url);
      }
      String path = uri.getRawPath();
      String query = uri.getRawQuery();
      return new URI(
          scheme.toLowerCase(Locale.ROOT)
              + "://"
              + uri.getHost().toLowerCase(Locale.ROOT)
              + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
              + (path.isEmpty() ? "/" : path)
              + (query == null ? "" : "?" + query));
    } catch (URISyntaxException e) {
      throw WebhookErrors.badWebhookUrl(url);
    }
  }

  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? HTTPS : HTTP;
  }

  /** The address to connect to for a URI that was checked. */
  InetAddress address(URI uri) throws IOException {
    String host = uri.getHost();
    InetAddress[] found =
        resolver.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    for (InetAddress address : found) {
      if (!mayConnect(host, port(uri), address)) {
        throw WebhookErrors.addressNotAllowed(host, address.getHostAddress());
      }
    }
    return found[0];
  }

  private boolean mayConnect(String host, int port, InetAddress address) {
    String literal = address.getHostAddress();
    String written = address instanceof Inet6Address ? "[" + literal + "]" : literal;
    return isPublic(address)
        || named.contains(new Named(written, port))
        || (host.startsWith("[") && named.contains(new Named(host, port)))
        || (host.equals("localhost") && address.isLoopbackAddress());
  }

  /** Whether an address is one of the open internet, for either protocol. */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    int third = bytes[2] & 0xFF;
    if (address instanceof Inet6Address) {
      // Of 2000::/3, without what carries an IPv4 address inside: Teredo, 6to4, and documentation.
      boolean carries = first == 0x20 && (second == 0x02 || (second == 0x01 && third < 0x02));
      boolean documents = first == 0x20 && second == 0x01 && third == 0x0D;
      return (first & 0xE0) == 0x20 && !carries && !documents;
    }
    boolean shared = first == 100 && (second & 0xC0) == 64;
    boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean benchmarks = first == 198 && (second == 18 || second == 19);
    boolean documents =
        (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 240 && !shared && !protocols && !benchmarks && !documents;
  }
}
