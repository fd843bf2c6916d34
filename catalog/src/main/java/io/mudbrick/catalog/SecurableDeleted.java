package io.mudbrick.catalog;

import io.mudbrick.platform.Caller;

/**
 * Published in the transaction that deletes a securable, children before parents, so that modules
 * drop what they keep about it.
 */
public record SecurableDeleted(Securable securable, Caller caller, boolean force) {}
