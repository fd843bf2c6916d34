package io.mudbrick.platform.identity;

import java.util.List;

/**
 * A principal with all that the directory knows of it.
 *
 * @param groups the groups that it is in, directly or through others
 * @param members of a group, direct ones; of anything else none
 */
public record Account(
    Principal principal, Profile profile, List<Membership> groups, List<Principal> members) {

  /** That a principal is in a group. */
  public record Membership(Principal group, boolean direct) {}

  public Account {
    groups = List.copyOf(groups);
    members = List.copyOf(members);
  }
}
