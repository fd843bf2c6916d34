package io.mudbrick.platform.internal.ops;

import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.internal.ops.Overview.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of itself at {@code /}: a page for people, JSON for programs, text for
 * terminals. It is for everybody, so it holds no secret and no name.
 */
public final class WelcomePage {
  private static final String TOKEN = "$(cat .mudbrick/admin.token)";

  private final Overview overview;

  public WelcomePage(Overview overview) {
    this.overview = overview;
  }

  /**
   * @param accept the request's Accept header
   * @param url by which the client reached this server
   */
  public HttpReply reply(@Nullable String accept, String url) {
    String wanted = accept == null ? "" : accept;
    if (wanted.contains("text/html")) {
      return HttpReply.bytes("text/html; charset=utf-8", html(url).getBytes(StandardCharsets.UTF_8))
          .withHeader(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
          .withHeader("Vary", "Accept");
    }
    if (wanted.contains("application/json")) {
      return HttpReply.json(json(url)).withHeader("Vary", "Accept");
    }
    return HttpReply.text(text(url)).withHeader("Vary", "Accept");
  }

  private Map<String, Object> json(String url) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("product", "Mudbrick");
    json.put("url", url);
    json.put("token_needed", !overview.open());
    json.put("modules", overview.parts());
    return json;
  }

  private List<String> environment(String url) {
    String token = overview.open() ? "none" : TOKEN;
    return List.of(
        "export MLFLOW_TRACKING_URI=" + url,
        "export MLFLOW_REGISTRY_URI=" + url,
        "export MLFLOW_TRACKING_TOKEN=" + token,
        "export DATABRICKS_HOST=" + url,
        "export DATABRICKS_TOKEN=" + token);
  }

  private String text(String url) {
    StringBuilder text = new StringBuilder("Mudbrick, the Databricks ML platform, local\n\n");
    environment(url).forEach(line -> text.append(line).append('\n'));
    text.append('\n');
    for (Part part : overview.parts()) {
      text.append(String.format(Locale.ROOT, "%-16s%s%n", part.name(), where(part)));
    }
    return text.toString();
  }

  private static String where(Part part) {
    return String.join("  ", part.bases());
  }

  private String html(String url) {
    StringBuilder rows = new StringBuilder();
    for (Part part : overview.parts()) {
      rows.append("<tr><th>").append(escaped(part.name())).append("</th><td>");
      part.bases().forEach(base -> rows.append("<code>").append(escaped(base)).append("</code> "));
      rows.append("</td><td class=\"n\">").append(part.routes()).append("</td></tr>\n");
    }
    String how =
        overview.open()
            ? "No token is asked for: any will do, and a call without one is the admin's."
            : "A client shows a token. The first admin's lies in <code>admin.token</code> in the"
                + " folder that <code>--data</code> names, <code>.mudbrick</code> unless you chose"
                + " another.";
    return template()
        .replace("@HOW@", how)
        .replace("@ENVIRONMENT@", escaped(String.join("\n", environment(url))))
        .replace("@MODULES@", rows)
        .replace("@URL@", escaped(url));
  }

  private static String template() {
    try (InputStream in = WelcomePage.class.getResourceAsStream("welcome.html")) {
      if (in == null) {
        throw new IllegalStateException("welcome.html is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
