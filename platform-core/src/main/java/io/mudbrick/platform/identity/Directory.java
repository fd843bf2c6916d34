package io.mudbrick.platform.identity;

/**
 * The principals of the account with all their attributes: SCIM, {@code
 * /api/2.0/preview/scim/v2/{Users,Groups,ServicePrincipals}}. Get one from {@link
 * Identity#directory()}. It is for admins; everybody may read their own entry. Names are unique in
 * any case of letters. Nobody can delete or deactivate themselves, and {@code admins} always keeps
 * a member who can log in. Thread-safe.
 */
public interface Directory {
  /** The most that one page holds. */
  int LARGEST_PAGE = 10_000;

  /** The caller's own entry. */
  Account self();

  /**
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  Account get(Principal.Kind kind, String id);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for a filter
   *     that cannot be read
   */
  AccountPage list(Principal.Kind kind, AccountQuery query);

  /**
   * Makes an account. A user's name must be an e-mail address.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS}, {@code
   *     INVALID_PARAMETER_VALUE}
   */
  Account create(Principal.Kind kind, NewAccount account);

  /** Gives an account a new profile and, to a group, a new name and new members. */
  Account replace(Principal.Kind kind, String id, NewAccount account);

  Account patch(Principal.Kind kind, String id, AccountPatch patch);

  /** Deletes an account. Its tokens are void at once; what it owns stays. */
  void delete(Principal.Kind kind, String id);
}
