package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Account;
import io.mudbrick.platform.identity.AccountPage;
import io.mudbrick.platform.identity.AccountPatch;
import io.mudbrick.platform.identity.NewAccount;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts between records and SCIM's JSON, whose names are in camelCase. */
final class ScimJson {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

  private ScimJson() {}

  static String resource(Principal.Kind kind) {
    return switch (kind) {
      case USER -> "Users";
      case GROUP -> "Groups";
      case SERVICE_PRINCIPAL -> "ServicePrincipals";
    };
  }

  /**
   * @param wanted names of attributes in lower case to show, all when empty; the id always shows
   */
  static Map<String, Object> account(Account account, Set<String> wanted) {
    Principal principal = account.principal();
    Profile profile = account.profile();
    Map<String, Object> json = new LinkedHashMap<>();
    switch (principal.kind()) {
      case USER -> {
        json.put("schemas", List.of(CORE + "User"));
        json.put("userName", principal.name());
        json.put("displayName", shownName(principal, profile));
        json.put("active", profile.active());
        putName(json, profile);
        putValues(json, "emails", emails(principal, profile), "work");
      }
      case SERVICE_PRINCIPAL -> {
        json.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal"));
        json.put("applicationId", principal.name());
        json.put("displayName", shownName(principal, profile));
        json.put("active", profile.active());
      }
      case GROUP -> {
        json.put("schemas", List.of(CORE + "Group"));
        json.put("displayName", principal.name());
        json.put("members", account.members().stream().map(ScimJson::member).toList());
      }
    }
    json.put("id", principal.id());
    if (profile.externalId() != null) {
      json.put("externalId", profile.externalId());
    }
    putValues(json, "entitlements", profile.entitlements(), null);
    putValues(json, "roles", profile.roles(), null);
    json.put("groups", account.groups().stream().map(ScimJson::group).toList());
    json.put("meta", meta(principal));
    if (!wanted.isEmpty()) {
      json.keySet()
          .removeIf(
              name ->
                  !name.equals("id")
                      && !name.equals("schemas")
                      && !wanted.contains(name.toLowerCase(Locale.ROOT)));
    }
    return json;
  }

  private static String shownName(Principal principal, Profile profile) {
    String name = profile.displayName();
    return name == null ? principal.name() : name;
  }

  private static void putName(Map<String, Object> json, Profile profile) {
    Map<String, Object> name = new LinkedHashMap<>();
    if (profile.givenName() != null) {
      name.put("givenName", profile.givenName());
    }
    if (profile.familyName() != null) {
      name.put("familyName", profile.familyName());
    }
    if (!name.isEmpty()) {
      json.put("name", name);
    }
  }

  /** A user's name is its address, unless it was given others. */
  private static List<String> emails(Principal principal, Profile profile) {
    return profile.emails().isEmpty() && principal.name().indexOf('@') > 0
        ? List.of(principal.name())
        : profile.emails();
  }

  private static void putValues(
      Map<String, Object> json, String name, List<String> values, @Nullable String type) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (String value : values) {
      Map<String, Object> item = new LinkedHashMap<>();
      if (type != null) {
        item.put("type", type);
        item.put("primary", items.isEmpty());
      }
      item.put("value", value);
      items.add(item);
    }
    if (!items.isEmpty()) {
      json.put(name, items);
    }
  }

  private static Map<String, Object> member(Principal member) {
    return reference(member, "direct");
  }

  private static Map<String, Object> group(Account.Membership membership) {
    return reference(membership.group(), membership.direct() ? "direct" : "indirect");
  }

  private static Map<String, Object> reference(Principal principal, String type) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("display", principal.name());
    json.put("type", type);
    json.put("value", principal.id());
    json.put("$ref", resource(principal.kind()) + "/" + principal.id());
    return json;
  }

  private static Map<String, Object> meta(Principal principal) {
    Map<String, Object> meta = new LinkedHashMap<>();
    String type =
        switch (principal.kind()) {
          case USER -> "User";
          case GROUP -> "WorkspaceGroup";
          case SERVICE_PRINCIPAL -> "ServicePrincipal";
        };
    meta.put("resourceType", type);
    meta.put("location", resource(principal.kind()) + "/" + principal.id());
    return meta;
  }

  static Map<String, Object> page(AccountPage page, Set<String> wanted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"));
    json.put("totalResults", page.total());
    json.put("startIndex", page.startIndex());
    json.put("itemsPerPage", page.accounts().size());
    json.put(
        "Resources", page.accounts().stream().map(account -> account(account, wanted)).toList());
    return json;
  }

  static NewAccount newAccount(Principal.Kind kind, Map<String, Object> json) {
    String nameKey =
        switch (kind) {
          case USER -> "userName";
          case GROUP -> "displayName";
          case SERVICE_PRINCIPAL -> "applicationId";
        };
    Map<?, ?> name = json.get("name") instanceof Map<?, ?> map ? map : Map.of();
    Profile profile =
        Profile.builder()
            .displayName(kind == Principal.Kind.GROUP ? null : text(json, "displayName"))
            .active(!Boolean.FALSE.equals(json.get("active")))
            .externalId(text(json, "externalId"))
            .givenName(text(name, "givenName"))
            .familyName(text(name, "familyName"))
            .emails(values(json, "emails"))
            .entitlements(values(json, "entitlements"))
            .roles(values(json, "roles"))
            .build();
    return new NewAccount(text(json, nameKey), profile, values(json, "members"));
  }

  private static @Nullable String text(Map<?, ?> json, String key) {
    Object value = json.get(key);
    if (value != null && !(value instanceof String)) {
      throw bad(key);
    }
    return (String) value;
  }

  private static List<String> values(Map<String, Object> json, String key) {
    Object list = json.get(key);
    if (list == null) {
      return List.of();
    }
    if (!(list instanceof List<?> items)) {
      throw bad(key);
    }
    List<String> values = new ArrayList<>();
    for (Object item : items) {
      Object value = item instanceof Map<?, ?> map ? map.get("value") : item;
      if (!(value instanceof String text)) {
        throw bad(key);
      }
      values.add(text);
    }
    return values;
  }

  static AccountPatch patch(Map<String, Object> json) {
    Object list = json.getOrDefault("Operations", json.get("operations"));
    if (!(list instanceof List<?> items)) {
      throw bad("Operations");
    }
    List<AccountPatch.Operation> operations = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> operation)) {
        throw bad("Operations");
      }
      AccountPatch.Verb verb =
          switch (String.valueOf(operation.get("op")).toLowerCase(Locale.ROOT)) {
            case "add" -> AccountPatch.Verb.ADD;
            case "remove" -> AccountPatch.Verb.REMOVE;
            case "replace" -> AccountPatch.Verb.REPLACE;
            default -> throw bad("op");
          };
      operations.add(
          new AccountPatch.Operation(verb, text(operation, "path"), operation.get("value")));
    }
    return new AccountPatch(operations);
  }

  private static PlatformException bad(String attribute) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Invalid value for the attribute '" + attribute + "'");
  }
}
