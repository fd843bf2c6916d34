package io.mudbrick.platform.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a principal beside its name. Immutable; {@link #builder} makes one.
 *
 * @param active a principal that is not cannot log in; its tokens wait until it is again
 * @param emails the first is the primary one
 * @param entitlements such as {@code workspace-access}: kept and shown, they decide nothing here
 * @param roles names that a client keeps here; they decide nothing
 */
public record Profile(
    @Nullable String displayName,
    boolean active,
    @Nullable String externalId,
    @Nullable String givenName,
    @Nullable String familyName,
    List<String> emails,
    List<String> entitlements,
    List<String> roles) {

  public Profile {
    emails = List.copyOf(emails);
    entitlements = List.copyOf(entitlements);
    roles = List.copyOf(roles);
  }

  /** An active principal of which nothing else is known. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same, to be changed. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.displayName = displayName;
    builder.active = active;
    builder.externalId = externalId;
    builder.givenName = givenName;
    builder.familyName = familyName;
    builder.emails = emails;
    builder.entitlements = entitlements;
    builder.roles = roles;
    return builder;
  }

  /** Makes a {@link Profile}. Belongs to one thread. */
  public static final class Builder {
    private @Nullable String displayName;
    private boolean active = true;
    private @Nullable String externalId;
    private @Nullable String givenName;
    private @Nullable String familyName;
    private List<String> emails = List.of();
    private List<String> entitlements = List.of();
    private List<String> roles = List.of();

    private Builder() {}

    public Builder displayName(@Nullable String name) {
      this.displayName = name;
      return this;
    }

    public Builder active(boolean mayLogIn) {
      this.active = mayLogIn;
      return this;
    }

    public Builder externalId(@Nullable String id) {
      this.externalId = id;
      return this;
    }

    public Builder givenName(@Nullable String name) {
      this.givenName = name;
      return this;
    }

    public Builder familyName(@Nullable String name) {
      this.familyName = name;
      return this;
    }

    public Builder emails(List<String> addresses) {
      this.emails = addresses;
      return this;
    }

    public Builder entitlements(List<String> names) {
      this.entitlements = names;
      return this;
    }

    public Builder roles(List<String> names) {
      this.roles = names;
      return this;
    }

    public Profile build() {
      return new Profile(
          displayName, active, externalId, givenName, familyName, emails, entitlements, roles);
    }
  }
}
