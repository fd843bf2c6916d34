package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.identity.AccountPatch.Operation;
import io.mudbrick.platform.identity.AccountPatch.Verb;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies the operations of a patch to what is known of an account. Belongs to one thread. */
final class AccountEdit {
  /** {@code members}, {@code name.givenName}, {@code emails[type eq "work"].value}. */
  private static final Pattern PATH =
      Pattern.compile(
          "([A-Za-z.]+?)(?:\\[\\s*(\\w+)\\s+eq\\s+\"?([^\"\\]]*)\"?\\s*])?(?:\\.value)?",
          Pattern.CASE_INSENSITIVE);

  private final Principal principal;
  private String name;
  private Profile profile;

  /** Ids to add and to take out, in the order of the last word on each. */
  final Set<String> added = new LinkedHashSet<>();

  final Set<String> removed = new LinkedHashSet<>();

  /** Whether all members go before those are added. */
  boolean replacesMembers;

  AccountEdit(Principal principal, Profile profile) {
    this.principal = principal;
    this.name = principal.name();
    this.profile = profile;
  }

  Profile profile() {
    return profile;
  }

  String name() {
    return name;
  }

  void apply(Operation operation) {
    String path = operation.path();
    if (path != null && !path.isBlank()) {
      attribute(operation.verb(), path.strip(), operation.value());
    } else if (operation.value() instanceof Map<?, ?> values && operation.verb() != Verb.REMOVE) {
      values.forEach((key, value) -> attribute(operation.verb(), String.valueOf(key), value));
    } else {
      throw IdentityErrors.badPath(null);
    }
  }

  private void attribute(Verb verb, String path, @Nullable Object value) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      throw IdentityErrors.badPath(path);
    }
    String attribute = parts.group(1).toLowerCase(Locale.ROOT);
    boolean chosen = parts.group(2) != null;
    // Only a member, an e-mail, an entitlement or a role can be picked by its value.
    String selected = chosen && "value".equalsIgnoreCase(parts.group(2)) ? parts.group(3) : null;
    switch (attribute) {
      case "members" -> members(verb, selected, value);
      case "emails" -> profile = list(verb, chosen, selected, value, Profile::emails, "emails");
      case "entitlements" ->
          profile = list(verb, chosen, selected, value, Profile::entitlements, "entitlements");
      case "roles" -> profile = list(verb, chosen, selected, value, Profile::roles, "roles");
      case "name" -> names(verb, value);
      default -> single(verb, attribute, path, value);
    }
  }

  private void names(Verb verb, @Nullable Object value) {
    if (value instanceof Map<?, ?> values) {
      values.forEach(
          (key, part) ->
              single(verb, "name." + String.valueOf(key).toLowerCase(Locale.ROOT), "name", part));
    } else {
      throw IdentityErrors.badValue("name", value);
    }
  }

  private void single(Verb verb, String attribute, String path, @Nullable Object value) {
    String text = verb == Verb.REMOVE || value == null ? null : String.valueOf(value);
    switch (attribute) {
      case "displayname" -> displayName(text);
      case "active" -> profile = profile.toBuilder().active(flag(text)).build();
      case "externalid" -> profile = profile.toBuilder().externalId(text).build();
      case "name.givenname" -> profile = profile.toBuilder().givenName(text).build();
      case "name.familyname" -> profile = profile.toBuilder().familyName(text).build();
      case "username", "applicationid", "id" -> requireSame(attribute, text);
      case "schemas", "meta", "groups", "name.formatted" -> {
        // Read-only: clients send them back as they got them.
      }
      default -> throw IdentityErrors.badPath(path);
    }
  }

  private void displayName(@Nullable String text) {
    if (principal.kind() != Principal.Kind.GROUP) {
      profile = profile.toBuilder().displayName(text).build();
    } else if (text == null) {
      throw IdentityErrors.missing("displayName");
    } else {
      name = text;
    }
  }

  private static boolean flag(@Nullable String text) {
    if ("true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text)) {
      return Boolean.parseBoolean(text);
    }
    throw IdentityErrors.badValue("active", text);
  }

  private void requireSame(String attribute, @Nullable String text) {
    String now = attribute.equals("id") ? principal.id() : principal.name();
    if (!now.equalsIgnoreCase(text)) {
      throw IdentityErrors.immutable(attribute);
    }
  }

  private void members(Verb verb, @Nullable String selected, @Nullable Object value) {
    if (principal.kind() != Principal.Kind.GROUP) {
      throw IdentityErrors.badPath("members");
    }
    List<String> ids = selected == null ? values("members", value) : List.of(selected);
    if (verb == Verb.REPLACE || (verb == Verb.REMOVE && selected == null && value == null)) {
      replacesMembers = true;
      added.clear();
      removed.clear();
    }
    Set<String> to = verb == Verb.REMOVE ? removed : added;
    Set<String> from = verb == Verb.REMOVE ? added : removed;
    from.removeAll(Set.copyOf(ids));
    to.addAll(ids);
  }

  private Profile list(
      Verb verb,
      boolean chosen,
      @Nullable String selected,
      @Nullable Object value,
      Function<Profile, List<String>> reader,
      String attribute) {
    List<String> now = reader.apply(profile);
    List<String> given = value == null ? List.of() : values(attribute, value);
    List<String> then = new ArrayList<>(now);
    if (verb == Verb.REPLACE && selected == null) {
      // emails[type eq "work"] and the like name the one there is.
      then = new ArrayList<>(given);
    } else if (verb == Verb.REMOVE) {
      then.removeIf(
          text ->
              selected != null
                  ? text.equals(selected)
                  : chosen || value == null || given.contains(text));
    } else {
      if (verb == Verb.REPLACE) {
        then.remove(String.valueOf(selected));
      }
      given.stream().filter(text -> !now.contains(text)).forEach(then::add);
    }
    BiFunction<Profile.Builder, List<String>, Profile.Builder> writer =
        switch (attribute) {
          case "emails" -> Profile.Builder::emails;
          case "entitlements" -> Profile.Builder::entitlements;
          default -> Profile.Builder::roles;
        };
    return writer.apply(profile.toBuilder(), then.stream().distinct().toList()).build();
  }

  /** The values of a list of objects with {@code value}, of strings, or of one of either. */
  private static List<String> values(String attribute, @Nullable Object given) {
    List<String> values = new ArrayList<>();
    for (Object item : given instanceof List<?> list ? list : Arrays.asList(given)) {
      Object value = item instanceof Map<?, ?> map ? map.get("value") : item;
      if (value == null || value instanceof List || value instanceof Map) {
        if (given == null) {
          return List.of();
        }
        throw IdentityErrors.badValue(attribute, item);
      }
      values.add(String.valueOf(value));
    }
    return values;
  }
}
