package io.mudbrick.platform.identity;

/** Object permissions as the Permissions API names them, weakest first. */
public enum PermissionLevel {
  CAN_USE("Can use"),
  CAN_READ("Can read"),
  CAN_VIEW("Can view"),
  CAN_QUERY("Can query"),
  CAN_EDIT("Can edit"),
  CAN_MANAGE("Can manage permissions, change and delete");

  private final String description;

  PermissionLevel(String description) {
    this.description = description;
  }

  /** In words, for people who choose one. */
  public String description() {
    return description;
  }

  /** Whether holding this level is enough where {@code needed} is asked for. */
  public boolean covers(PermissionLevel needed) {
    return compareTo(needed) >= 0;
  }
}
