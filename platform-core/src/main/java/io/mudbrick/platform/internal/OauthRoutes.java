package io.mudbrick.platform.internal;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.internal.identity.OauthTokens;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How programs log in by a service principal's secret: OAuth 2, client credentials, and the pages
 * where clients look for it. Its errors have OAuth's own form.
 */
record OauthRoutes(OauthTokens tokens) {
  private static final int LONGEST_FORM = 16 << 10;

  void mount(Routes routes) {
    routes
        .get("/.well-known/databricks-config", Policy.PUBLIC, OauthRoutes::config)
        .get("/oidc/.well-known/oauth-authorization-server", Policy.PUBLIC, OauthRoutes::server)
        .get(
            "/oidc/accounts/{account_id}/.well-known/oauth-authorization-server",
            Policy.PUBLIC,
            OauthRoutes::server)
        .post("/oidc/v1/token", Policy.PUBLIC, this::token);
  }

  private static HttpReply config(HttpCall call) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("oidc_endpoint", call.baseUrl() + "/oidc");
    config.put("cloud", "aws");
    return HttpReply.json(config);
  }

  private static HttpReply server(HttpCall call) {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("issuer", call.baseUrl() + "/oidc");
    // Clients insist on the name; there is nothing behind it, as there is no browser login.
    server.put("authorization_endpoint", call.baseUrl() + "/oidc/v1/authorize");
    server.put("token_endpoint", call.baseUrl() + "/oidc/v1/token");
    server.put("grant_types_supported", List.of("client_credentials"));
    server.put("scopes_supported", List.of("all-apis"));
    server.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post"));
    return HttpReply.json(server);
  }

  private HttpReply token(HttpCall call) {
    if (call.contentLength() > LONGEST_FORM) {
      return refused(400, "invalid_request", "The request is too long");
    }
    Map<String, String> form;
    try {
      form = form(new String(call.bytes(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return refused(400, "invalid_request", "The request is not a form");
    }
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return refused(400, "unsupported_grant_type", "Only client_credentials is supported");
    }
    Optional<String> token =
        credentials(call.header("Authorization"), form)
            .flatMap(shown -> tokens.holder(workspace(call), shown.id(), shown.secret()))
            .map(caller -> call.service(OauthTokens.Login.class, caller).issueToken());
    return token
        .map(value -> issued(value, form.getOrDefault("scope", "all-apis")))
        .orElseGet(() -> refused(401, "invalid_client", "Client authentication failed"));
  }

  private static @Nullable String workspace(HttpCall call) {
    int prefix = call.baseUrl().indexOf("/w/");
    return prefix < 0 ? null : call.baseUrl().substring(prefix + 3);
  }

  private static HttpReply issued(String token, String scope) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("access_token", token);
    json.put("token_type", "Bearer");
    json.put("expires_in", OauthTokens.LIFETIME.toSeconds());
    json.put("scope", scope);
    return HttpReply.json(json).withHeader("Cache-Control", "no-store");
  }

  private static HttpReply refused(int status, String error, String why) {
    return HttpReply.json(Map.of("error", error, "error_description", why)).withStatus(status);
  }

  private record Credentials(String id, String secret) {}

  private static Optional<Credentials> credentials(
      @Nullable String authorization, Map<String, String> form) {
    if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      try {
        String pair =
            new String(
                Base64.getDecoder().decode(authorization.substring(6).strip()),
                StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0
            ? Optional.empty()
            : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
    String id = form.get("client_id");
    String secret = form.get("client_secret");
    return id == null || secret == null
        ? Optional.empty()
        : Optional.of(new Credentials(id, secret));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
