package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Where a PostgreSQL database is, written as libpq's {@code postgresql://user:password@host/db} or
 * as the driver's {@code jdbc:postgresql://host/db?user=...}.
 *
 * @param jdbc what the driver takes, without the password of a libpq URL
 */
record PostgresUrl(String jdbc, Properties properties) {
  private static final String JDBC = "jdbc:postgresql:";

  static PostgresUrl parse(String url) {
    Properties properties = new Properties();
    // A server that vanished is noticed; the URL may say otherwise.
    properties.setProperty("tcpKeepAlive", "true");
    // A batch of rows goes as statements of many rows each.
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("ApplicationName", "mudbrick");
    if (url.startsWith(JDBC)) {
      return new PostgresUrl(url, properties);
    }
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      if (!("postgresql".equals(scheme) || "postgres".equals(scheme))
          || uri.getRawAuthority() == null) {
        throw bad();
      }
      String authority = uri.getRawAuthority();
      int at = authority.lastIndexOf('@');
      if (at >= 0) {
        String[] login = authority.substring(0, at).split(":", 2);
        properties.setProperty("user", decoded(login[0]));
        if (login.length > 1) {
          properties.setProperty("password", decoded(login[1]));
        }
      }
      String query = uri.getRawQuery();
      String path = uri.getRawPath();
      return new PostgresUrl(
          JDBC
              + "//"
              + authority.substring(at + 1)
              + (path.isEmpty() ? "/" : path)
              + (query == null ? "" : "?" + query),
          properties);
    } catch (URISyntaxException e) {
      throw bad(); // without the cause, which would show a password
    }
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static PlatformException bad() {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "A PostgreSQL URL looks like postgresql://user:password@host:5432/database");
  }
}
