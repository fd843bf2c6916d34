package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.catalog.TagPolicies;
import io.mudbrick.catalog.TagPolicy;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.Principal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/2.0/preview/accounts/access-control}: rule sets of tag policies, where the product
 * keeps who may assign a governed tag. Other rule sets there are none of.
 */
final class TagRuleSetsResource {
  private static final String ASSIGNER = "roles/tagPolicy.assigner";
  private static final Pattern NAME =
      Pattern.compile("accounts/[^/]+/tagPolicies/([^/]+)(/ruleSets/default)?");
  private static final Pattern PRINCIPAL = Pattern.compile("(users|groups|servicePrincipals)/(.+)");

  private TagRuleSetsResource() {}

  record Rule(@Nullable String role, @Nullable List<String> principals) {}

  record RuleSet(@Nullable String name, @Nullable String etag, @Nullable List<Rule> grantRules) {}

  record Update(@Nullable String name, @Nullable RuleSet ruleSet) {}

  record Role(String name) {}

  record Roles(List<Role> roles) {}

  static void mount(Routes routes) {
    routes
        .get("/rule-sets", Policy.AUTHENTICATED, TagRuleSetsResource::get)
        .put("/rule-sets", Policy.AUTHENTICATED, TagRuleSetsResource::update)
        .get("/assignable-roles", Policy.AUTHENTICATED, TagRuleSetsResource::roles);
  }

  private static TagPolicies policies(HttpCall call) {
    return call.service(Catalog.class).tags().policies();
  }

  private static TagPolicy policy(HttpCall call, String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw CatalogErrors.missingId(name);
    }
    return policies(call).list().stream()
        .filter(policy -> policy.id().equals(parts.group(1)))
        .findFirst()
        .orElseThrow(() -> CatalogErrors.missingId(name));
  }

  private static RuleSet shown(String name, List<Principal> assigners) {
    List<String> principals = assigners.stream().map(TagRuleSetsResource::spelled).toList();
    List<Rule> rules = principals.isEmpty() ? List.of() : List.of(new Rule(ASSIGNER, principals));
    UUID etag = UUID.nameUUIDFromBytes(principals.toString().getBytes(StandardCharsets.UTF_8));
    return new RuleSet(name, etag.toString(), rules);
  }

  private static String spelled(Principal principal) {
    String kind =
        switch (principal.kind()) {
          case USER -> "users";
          case GROUP -> "groups";
          case SERVICE_PRINCIPAL -> "servicePrincipals";
        };
    return kind + "/" + principal.name();
  }

  private static HttpReply get(HttpCall call) {
    String name = call.required("name");
    return HttpReply.json(shown(name, policies(call).assigners(policy(call, name).key())));
  }

  /** An {@code etag} tells which state was looked at; when it was overtaken, nothing is changed. */
  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    RuleSet wanted = request.ruleSet();
    if (wanted == null || request.name() == null) {
      throw PolicyErrors.badPolicy("A change of a rule set needs its name and rule_set.");
    }
    String name = request.name();
    String key = policy(call, name).key();
    List<Principal> before = policies(call).assigners(key);
    String etag = shown(name, before).etag();
    if (wanted.etag() != null && !wanted.etag().isEmpty() && !wanted.etag().equals(etag)) {
      throw PolicyErrors.overtakenRuleSet(name);
    }
    List<String> principals = new ArrayList<>();
    if (wanted.grantRules() != null) {
      wanted.grantRules().forEach(rule -> principals.addAll(names(rule)));
    }
    return HttpReply.json(shown(name, policies(call).setAssigners(key, before, principals)));
  }

  private static List<String> names(Rule rule) {
    if (!ASSIGNER.equals(rule.role())) {
      throw PolicyErrors.badPolicy(
          "The role of a tag policy that can be given is " + ASSIGNER + ".");
    }
    List<String> spelled = rule.principals() == null ? List.of() : rule.principals();
    return spelled.stream()
        .map(
            text -> {
              Matcher parts = PRINCIPAL.matcher(text);
              if (!parts.matches()) {
                throw CatalogErrors.unknownPrincipal(text);
              }
              return parts.group(2);
            })
        .toList();
  }

  private static HttpReply roles(HttpCall call) {
    policies(call).assigners(policy(call, call.required("resource")).key()); // who may ask
    return HttpReply.json(new Roles(List.of(new Role(ASSIGNER))));
  }
}
