package io.mudbrick.platform.identity;

import io.mudbrick.platform.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Who may do what with an object of a workspace: experiments, registered models, serving endpoints
 * ({@code /api/2.0/permissions/{type}/{id}}). Whoever created an object manages it, and so do
 * admins. Thread-safe.
 */
public interface ObjectPermissions {

  /** One line of an access control list. */
  record Grant(Principal principal, PermissionLevel level) {}

  /** Brings a type of object to the Permissions API; its lines are kept here. */
  void register(ObjectType type);

  /** Brings a type of object whose lines are kept elsewhere. */
  void register(ObjectType type, ObjectType.Lists lists);

  /**
   * Records the caller as manager of a new object. Call it in the transaction that creates the
   * object.
   *
   * @param type as in the Permissions API: {@code experiments}, {@code serving-endpoints}, ...
   */
  void created(Caller caller, String type, String id);

  /** Forgets a deleted object. */
  void deleted(Caller caller, String type, String id);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED} unless the caller
   *     holds the level or a stronger one
   */
  void require(Caller caller, String type, String id, PermissionLevel level);

  boolean allows(Caller caller, String type, String id, PermissionLevel level);

  /** Those of {@code ids} that the caller may see at the level; for list results. */
  Set<String> visible(Caller caller, String type, Collection<String> ids, PermissionLevel level);

  /** Adds or changes one entry; the caller must manage the object. */
  void grant(Caller caller, String type, String id, Principal to, PermissionLevel level);

  /** Replaces all entries; the caller must manage the object. */
  void set(Caller caller, String type, String id, List<Grant> grants);

  List<Grant> list(Caller caller, String type, String id);
}
