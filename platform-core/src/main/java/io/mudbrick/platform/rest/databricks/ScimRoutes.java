package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.Account;
import io.mudbrick.platform.identity.AccountQuery;
import io.mudbrick.platform.identity.Directory;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal.Kind;
import io.mudbrick.platform.json.Json;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SCIM 2.0, in its workspace and its account form. Here they show the same principals: a workspace
 * has one account, its metastore.
 */
public final class ScimRoutes {
  /** What a page holds when nobody says. */
  private static final int PAGE = 100;

  private final Kind kind;

  private ScimRoutes(Kind kind) {
    this.kind = kind;
  }

  /** Mounts users, groups, service principals and {@code Me}. */
  public static void mount(Routes routes) {
    Routes scim = routes.dialect(ErrorDialect.SCIM);
    scim.under("/api/2.0/preview/scim/v2")
        .get(
            "/Me",
            Policy.AUTHENTICATED,
            call -> reply(ScimJson.account(directory(call).self(), wanted(call))));
    Routes both = scim.under("/api/2.0/preview/scim/v2", "/api/2.0/accounts/{account_id}/scim/v2");
    for (Kind kind : Kind.values()) {
      new ScimRoutes(kind).mount(both, "/" + ScimJson.resource(kind));
    }
  }

  private void mount(Routes routes, String base) {
    routes
        .get(base, Policy.AUTHENTICATED, this::list)
        .post(base, Policy.AUTHENTICATED, this::create)
        .get(base + "/{id}", Policy.AUTHENTICATED, this::get)
        .put(base + "/{id}", Policy.AUTHENTICATED, this::replace)
        .patch(base + "/{id}", Policy.AUTHENTICATED, this::patch)
        .delete(base + "/{id}", Policy.AUTHENTICATED, this::delete);
  }

  private static Directory directory(HttpCall call) {
    return call.service(Identity.class).directory();
  }

  private static HttpReply reply(Map<String, Object> json) {
    return HttpReply.bytes("application/scim+json", Json.bytes(json));
  }

  private HttpReply list(HttpCall call) {
    AccountQuery query =
        new AccountQuery(
            call.query("filter"),
            number(call, "startIndex", 1),
            number(call, "count", PAGE),
            "descending".equalsIgnoreCase(call.query("sortOrder")));
    return reply(ScimJson.page(directory(call).list(kind, query), wanted(call)));
  }

  private HttpReply create(HttpCall call) {
    Account made = directory(call).create(kind, ScimJson.newAccount(kind, call.json()));
    return reply(ScimJson.account(made, Set.of())).withStatus(201);
  }

  private HttpReply get(HttpCall call) {
    Account found = directory(call).get(kind, call.variable("id"));
    return reply(ScimJson.account(found, wanted(call)));
  }

  private HttpReply replace(HttpCall call) {
    Account account =
        directory(call).replace(kind, call.variable("id"), ScimJson.newAccount(kind, call.json()));
    return reply(ScimJson.account(account, Set.of()));
  }

  private HttpReply patch(HttpCall call) {
    Account account = directory(call).patch(kind, call.variable("id"), ScimJson.patch(call.json()));
    return reply(ScimJson.account(account, Set.of()));
  }

  private HttpReply delete(HttpCall call) {
    directory(call).delete(kind, call.variable("id"));
    return HttpReply.noContent();
  }

  private static int number(HttpCall call, String name, int otherwise) {
    String text = call.query(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "'" + name + "' is not a number: " + text, e);
    }
  }

  /** The attributes asked for, by their first names: {@code members.value} is of members. */
  private static Set<String> wanted(HttpCall call) {
    Set<String> wanted = new HashSet<>();
    for (String name : words(call.query("attributes"))) {
      wanted.add(name.toLowerCase(Locale.ROOT).replaceAll("\\..*", ""));
    }
    return wanted;
  }

  private static String[] words(@Nullable String list) {
    return list == null || list.isBlank() ? new String[0] : list.strip().split("\\s*,\\s*", -1);
  }
}
