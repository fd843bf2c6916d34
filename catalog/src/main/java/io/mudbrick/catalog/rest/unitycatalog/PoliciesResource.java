package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.AccessPolicies;
import io.mudbrick.catalog.AccessPolicies.Placed;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /policies}: masks and filters by tags. */
final class PoliciesResource {
  private static final String ON = "/policies/{on_securable_type}/{on_securable_fullname}";
  private static final String POLICY = ON + "/{name}";

  private PoliciesResource() {}

  record All(List<PolicyWire> policies, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/policies", Policy.AUTHENTICATED, PoliciesResource::create)
        .get(ON, Policy.AUTHENTICATED, PoliciesResource::list)
        .get(
            POLICY,
            Policy.AUTHENTICATED,
            call ->
                HttpReply.json(PolicyWire.of(policies(call).get(on(call), call.variable("name")))))
        .patch(POLICY, Policy.AUTHENTICATED, PoliciesResource::update)
        .delete(POLICY, Policy.AUTHENTICATED, PoliciesResource::delete);
  }

  private static AccessPolicies policies(HttpCall call) {
    return call.service(Catalog.class).accessPolicies();
  }

  private static SecurableRef on(HttpCall call) {
    return SecurablePath.of(
        call, call.variable("on_securable_type"), call.variable("on_securable_fullname"));
  }

  private static HttpReply create(HttpCall call) {
    PolicyWire request = call.request(PolicyWire.class);
    if (request.onSecurableType() == null || request.onSecurableFullname() == null) {
      throw PolicyErrors.badPolicy("A policy needs on_securable_type and on_securable_fullname.");
    }
    SecurableRef on =
        SecurablePath.of(call, request.onSecurableType(), request.onSecurableFullname());
    return HttpReply.json(PolicyWire.of(policies(call).create(on, request.policy())));
  }

  private static HttpReply list(HttpCall call) {
    boolean inherited = "true".equals(call.query("include_inherited"));
    List<Placed> all =
        policies(call).list(on(call), inherited).stream()
            .sorted(Comparator.comparing(PoliciesResource::key))
            .toList();
    Page<Placed> page = Page.of(call, all, PoliciesResource::key);
    return HttpReply.json(
        new All(page.items().stream().map(PolicyWire::of).toList(), page.nextPageToken()));
  }

  /** Policies of a table and of its schema may have the same name. */
  private static String key(Placed placed) {
    return placed.policy().name().toLowerCase(Locale.ROOT) + "/" + placed.id();
  }

  /** What {@code update_mask} names, or all that is there. */
  private static HttpReply update(HttpCall call) {
    String mask = call.query("update_mask");
    Set<String> fields =
        mask == null || mask.isEmpty() || mask.equals("*")
            ? Set.of()
            : new HashSet<>(List.of(mask.split(",")));
    String name = call.variable("name");
    PolicyWire before = PolicyWire.of(policies(call).get(on(call), name));
    PolicyWire after = before.with(call.request(PolicyWire.class), fields);
    return HttpReply.json(PolicyWire.of(policies(call).update(on(call), name, after.policy())));
  }

  private static HttpReply delete(HttpCall call) {
    policies(call).delete(on(call), call.variable("name"));
    return HttpReply.empty();
  }
}
