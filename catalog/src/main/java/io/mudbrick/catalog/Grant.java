package io.mudbrick.catalog;

/**
 * A privilege that a principal holds.
 *
 * @param principal the name of a user, group or service principal
 * @param on where it was granted: the securable asked about, or a container of it
 */
public record Grant(String principal, Privilege privilege, SecurableRef on) {}
