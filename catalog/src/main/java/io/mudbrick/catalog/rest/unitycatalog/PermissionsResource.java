package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Grant;
import io.mudbrick.catalog.GrantChange;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /permissions}, {@code /effective-permissions} and their newer, paged names. */
final class PermissionsResource {
  private static final String ON = "/{type}/{full_name}";

  private PermissionsResource() {}

  record Change(
      @Nullable String principal, @Nullable List<String> add, @Nullable List<String> remove) {
    GrantChange change() {
      if (principal == null) {
        throw CatalogErrors.changeWithoutPrincipal();
      }
      return new GrantChange(principal, privileges(add), privileges(remove));
    }

    private static Set<Privilege> privileges(@Nullable List<String> names) {
      return names == null
          ? Set.of()
          : names.stream().map(Privilege::parse).collect(Collectors.toSet());
    }
  }

  record Changes(List<Change> changes) {}

  record Assignment(String principal, List<?> privileges) {}

  record Assignments(List<Assignment> privilegeAssignments) {}

  record EffectiveAssignments(List<Assignment> effectivePrivilegeAssignments) {}

  record Effective(
      String privilege, @Nullable String inheritedFromType, @Nullable String inheritedFromName) {}

  static void mount(Routes routes) {
    routes
        .get("/permissions" + ON, Policy.AUTHENTICATED, PermissionsResource::get)
        .get("/privilege-assignments" + ON, Policy.AUTHENTICATED, PermissionsResource::get)
        .patch("/permissions" + ON, Policy.AUTHENTICATED, PermissionsResource::update)
        .get(
            "/effective-permissions" + ON,
            Policy.AUTHENTICATED,
            call -> HttpReply.json(new Assignments(effective(call))))
        .get(
            "/effective-privilege-assignments" + ON,
            Policy.AUTHENTICATED,
            call -> HttpReply.json(new EffectiveAssignments(effective(call))));
  }

  private static Grants grants(HttpCall call) {
    return call.service(Catalog.class).grants();
  }

  private static SecurableRef ref(HttpCall call) {
    return SecurablePath.of(call, call.variable("type"), call.variable("full_name"));
  }

  private static HttpReply get(HttpCall call) {
    Spelling spelling = Spelling.of(call);
    String only = call.query("principal");
    List<Grant> found =
        only == null ? grants(call).list(ref(call)) : grants(call).list(ref(call), only);
    return reply(found, g -> spelling.of(g.privilege()));
  }

  private static HttpReply update(HttpCall call) {
    List<GrantChange> changes =
        call.request(Changes.class).changes().stream().map(Change::change).toList();
    Spelling spelling = Spelling.of(call);
    return reply(grants(call).update(ref(call), changes), g -> spelling.of(g.privilege()));
  }

  private static List<Assignment> effective(HttpCall call) {
    SecurableRef ref = ref(call);
    Spelling spelling = Spelling.of(call);
    String only = call.query("principal");
    return assignments(
        only == null ? grants(call).effective(ref) : grants(call).effective(ref, only),
        grant -> {
          String privilege = spelling.of(grant.privilege());
          SecurableRef on = grant.on();
          return on.equals(ref)
              ? new Effective(privilege, null, null)
              : new Effective(privilege, SecurablePath.wireType(on), on.fullName());
        });
  }

  private static HttpReply reply(List<Grant> grants, Function<Grant, ?> privilege) {
    return HttpReply.json(new Assignments(assignments(grants, privilege)));
  }

  private static List<Assignment> assignments(List<Grant> grants, Function<Grant, ?> privilege) {
    Map<String, List<Grant>> byPrincipal =
        grants.stream()
            .collect(
                Collectors.groupingBy(Grant::principal, LinkedHashMap::new, Collectors.toList()));
    return byPrincipal.entrySet().stream()
        .map(e -> new Assignment(e.getKey(), e.getValue().stream().map(privilege).toList()))
        .toList();
  }

  /** How privileges are spelled: Unity Catalog's own clients want blanks, Databricks' do not. */
  private enum Spelling {
    UNDERSCORES,
    BLANKS;

    static Spelling of(HttpCall call) {
      String agent = call.header("User-Agent");
      return agent != null && agent.startsWith("UnityCatalog-") ? BLANKS : UNDERSCORES;
    }

    String of(Privilege privilege) {
      return this == BLANKS ? privilege.label() : privilege.name();
    }
  }
}
