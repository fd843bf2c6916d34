package io.mudbrick.platform.identity;

import java.util.List;

/**
 * The permissions of objects, of every type that a module has brought: {@code
 * /api/2.0/permissions/{type}/{id}}. Get one by {@code platform.module(Permissions.class)}. Reading
 * needs the weakest level on the object, changing CAN_MANAGE; admins always have that. Thread-safe.
 */
public interface Permissions {

  /**
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}, {@code
   *     PERMISSION_DENIED}
   */
  AccessList get(String type, String id);

  /** Adds or changes lines; the others stay. */
  AccessList update(String type, String id, List<AccessList.Change> changes);

  /** Puts these lines in the place of all that were not inherited. */
  AccessList set(String type, String id, List<AccessList.Change> changes);

  /** The levels that an object of the type knows, weakest first. */
  List<PermissionLevel> levels(String type, String id);
}
