package io.mudbrick.platform.identity;

import java.util.List;

/**
 * Users, groups, service principals and tokens, for the caller it is bound to: {@code
 * platform.module(Identity.class)}. Everything that shows or changes somebody else needs an admin;
 * else {@code PERMISSION_DENIED}. Thread-safe. The SCIM and token faces of the REST API stand on
 * it.
 */
public interface Identity {
  /** The group that every principal belongs to. */
  String USERS = "users";

  /** The group whose members may do everything in the workspace and its metastore. */
  String ADMINS = "admins";

  /** The user that every account has from the start, and keeps. */
  String ADMIN = "admin";

  /** Every attribute of every principal, as SCIM has them. */
  Directory directory();

  /** Personal access tokens. */
  Tokens tokens();

  /** OAuth secrets of service principals. */
  Secrets secrets();

  Principal me();

  List<Principal> groupsOf(String principalName);

  /** Makes a user of any name; {@link Directory#create} insists on an e-mail address. */
  Principal createUser(String userName);

  Principal createGroup(String name);

  Principal createServicePrincipal(String applicationId);

  /**
   * Puts a user, group or service principal into a group.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when a cycle of
   *     groups would arise, {@code RESOURCE_DOES_NOT_EXIST} when either is unknown
   */
  void addMember(String group, String member);

  void removeMember(String group, String member);

  List<Principal> members(String group);

  List<Principal> list(Principal.Kind kind);

  void delete(String principalName);

  /**
   * Makes a token for the caller itself, or, as an admin, for anybody.
   *
   * @return the secret; only its hash is kept
   */
  String createToken(String principalName, String comment);
}
