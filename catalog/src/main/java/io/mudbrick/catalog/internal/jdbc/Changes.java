package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.platform.sql.Tx;

/** Hears of a change to what is kept of a securable, in the transaction that makes it, before. */
@FunctionalInterface
public interface Changes {
  void changing(Tx tx, String securableId);
}
