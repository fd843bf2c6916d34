package io.mudbrick.platform.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, group or service principal to be made.
 *
 * @param name a user's e-mail address, a group's name; of a service principal its application id,
 *     or null to have one made
 * @param members ids of a group's members
 */
public record NewAccount(@Nullable String name, Profile profile, List<String> members) {
  public NewAccount {
    members = List.copyOf(members);
  }
}
