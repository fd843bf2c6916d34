package io.mudbrick.platform.identity;

/**
 * A user, group or service principal of an account (a metastore).
 *
 * @param id decimal digits, as SCIM gives them
 * @param name a user's e-mail-like name, a group's display name, a service principal's application
 *     id; unique within the account whatever the kind
 */
public record Principal(String id, String name, Kind kind) {

  /** What a principal is. */
  public enum Kind {
    USER,
    GROUP,
    SERVICE_PRINCIPAL
  }
}
