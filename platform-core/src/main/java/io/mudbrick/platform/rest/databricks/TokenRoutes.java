package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.IssuedToken;
import io.mudbrick.platform.identity.TokenInfo;
import io.mudbrick.platform.identity.Tokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Personal access tokens: one's own, and for admins everybody's. */
public final class TokenRoutes {
  /** Asks for no end, as clients say it. */
  private static final long ENDLESS = -1;

  private TokenRoutes() {}

  record Create(@Nullable String comment, @Nullable Long lifetimeSeconds) {}

  record Delete(String tokenId) {}

  record OnBehalf(String applicationId, @Nullable String comment, @Nullable Long lifetimeSeconds) {}

  /** Mounts the token and the token-management API. */
  public static void mount(Routes routes) {
    routes
        .dialect(ErrorDialect.DATABRICKS)
        .under("/api/2.0")
        .post("/token/create", Policy.AUTHENTICATED, TokenRoutes::create)
        .get("/token/list", Policy.AUTHENTICATED, TokenRoutes::list)
        .post("/token/delete", Policy.AUTHENTICATED, TokenRoutes::delete)
        .get("/token-management/tokens", Policy.AUTHENTICATED, TokenRoutes::all)
        .get("/token-management/tokens/{token_id}", Policy.AUTHENTICATED, TokenRoutes::get)
        .delete("/token-management/tokens/{token_id}", Policy.AUTHENTICATED, TokenRoutes::revoke)
        .post("/token-management/on-behalf-of/tokens", Policy.AUTHENTICATED, TokenRoutes::onBehalf);
  }

  private static Tokens tokens(HttpCall call) {
    return call.service(Identity.class).tokens();
  }

  private static @Nullable Duration lifetime(@Nullable Long seconds) {
    return seconds == null || seconds == ENDLESS ? null : Duration.ofSeconds(seconds);
  }

  private static String orEmpty(@Nullable String comment) {
    return comment == null ? "" : comment;
  }

  private static HttpReply create(HttpCall call) {
    Create wanted = call.request(Create.class);
    return issued(
        tokens(call).create(orEmpty(wanted.comment()), lifetime(wanted.lifetimeSeconds())), false);
  }

  private static HttpReply onBehalf(HttpCall call) {
    OnBehalf wanted = call.request(OnBehalf.class);
    return issued(
        tokens(call)
            .onBehalfOf(
                wanted.applicationId(),
                orEmpty(wanted.comment()),
                lifetime(wanted.lifetimeSeconds())),
        true);
  }

  private static HttpReply issued(IssuedToken token, boolean owner) {
    return HttpReply.json(
        Map.of("token_value", token.value(), "token_info", info(token.info(), owner)));
  }

  private static HttpReply list(HttpCall call) {
    return infos(tokens(call).list(), false);
  }

  private static HttpReply delete(HttpCall call) {
    tokens(call).delete(call.request(Delete.class).tokenId());
    return HttpReply.empty();
  }

  private static HttpReply all(HttpCall call) {
    String id = call.query("created_by_id");
    String name = call.query("created_by_username");
    return infos(
        tokens(call).all().stream()
            .filter(token -> id == null || id.isEmpty() || token.createdBy().id().equals(id))
            .filter(
                token -> name == null || name.isEmpty() || token.createdBy().name().equals(name))
            .toList(),
        true);
  }

  private static HttpReply get(HttpCall call) {
    return HttpReply.json(
        Map.of("token_info", info(tokens(call).get(call.variable("token_id")), true)));
  }

  private static HttpReply revoke(HttpCall call) {
    tokens(call).revoke(call.variable("token_id"));
    return HttpReply.empty();
  }

  private static HttpReply infos(List<TokenInfo> tokens, boolean owner) {
    return HttpReply.json(
        Map.of("token_infos", tokens.stream().map(token -> info(token, owner)).toList()));
  }

  private static Map<String, Object> info(TokenInfo token, boolean owner) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("token_id", token.id());
    json.put("comment", token.comment());
    json.put("creation_time", token.created());
    json.put("expiry_time", token.expires() == null ? ENDLESS : token.expires());
    if (owner) {
      json.put("owner_id", Long.valueOf(token.owner().id()));
      json.put("created_by_id", Long.valueOf(token.createdBy().id()));
      json.put("created_by_username", token.createdBy().name());
    }
    return json;
  }
}
