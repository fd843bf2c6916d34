package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Profile;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A principal as it is stored; most of its attributes stay text until somebody asks. */
record AccountRow(
    Principal principal, @Nullable String displayName, boolean active, String attributes) {
  static final String COLUMNS = "p.id, p.name, p.kind, p.display_name, p.active, p.attributes";

  /** The attributes that have no column of their own. */
  record Attributes(
      @Nullable String externalId,
      @Nullable String givenName,
      @Nullable String familyName,
      List<String> emails,
      List<String> entitlements,
      List<String> roles) {

    static String json(Profile profile) {
      return Json.write(
          new Attributes(
              profile.externalId(),
              profile.givenName(),
              profile.familyName(),
              profile.emails(),
              profile.entitlements(),
              profile.roles()));
    }
  }

  static AccountRow of(Row row) {
    return new AccountRow(
        new Principal(row.string(1), row.string(2), Principal.Kind.valueOf(row.string(3))),
        row.nullableString(4),
        row.flag(5),
        row.string(6));
  }

  Profile profile() {
    Attributes more = Json.read(attributes, Attributes.class);
    return Profile.builder()
        .displayName(displayName)
        .active(active)
        .externalId(more.externalId())
        .givenName(more.givenName())
        .familyName(more.familyName())
        .emails(more.emails())
        .entitlements(more.entitlements())
        .roles(more.roles())
        .build();
  }

  /** The values of an attribute by its SCIM name; nothing when a kind has no such attribute. */
  Optional<List<String>> values(String attribute) {
    Principal.Kind kind = principal.kind();
    return switch (attribute.toLowerCase(Locale.ROOT)) {
      case "id" -> one(principal.id());
      case "username" -> kind == Principal.Kind.USER ? one(principal.name()) : Optional.empty();
      case "applicationid" ->
          kind == Principal.Kind.SERVICE_PRINCIPAL ? one(principal.name()) : Optional.empty();
      case "displayname" ->
          one(displayName == null || kind == Principal.Kind.GROUP ? principal.name() : displayName);
      case "active" -> one(Boolean.toString(active));
      case "externalid" -> one(profile().externalId());
      case "name.givenname" -> one(profile().givenName());
      case "name.familyname" -> one(profile().familyName());
      case "emails", "emails.value" -> Optional.of(profile().emails());
      case "entitlements", "entitlements.value" -> Optional.of(profile().entitlements());
      case "roles", "roles.value" -> Optional.of(profile().roles());
      default -> Optional.empty();
    };
  }

  private static Optional<List<String>> one(@Nullable String value) {
    return Optional.of(Stream.ofNullable(value).toList());
  }
}
