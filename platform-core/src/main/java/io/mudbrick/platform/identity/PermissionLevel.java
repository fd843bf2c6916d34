package io.mudbrick.platform.identity;

/** Object permissions as the Permissions API names them, weakest first. */
public enum PermissionLevel {
  CAN_READ,
  CAN_VIEW,
  CAN_QUERY,
  CAN_EDIT,
  CAN_MANAGE;

  /** Whether holding this level is enough where {@code needed} is asked for. */
  public boolean covers(PermissionLevel needed) {
    return compareTo(needed) >= 0;
  }
}
