package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * How a write is to be made.
 *
 * @param basis the version on which it builds; null for the newest, and then it may be built anew
 * @param read what the caller has read of that version
 */
record WriteSettings(
    @Nullable String user,
    Committer.@Nullable Transaction transaction,
    @Nullable Long basis,
    @Nullable LocalRead read,
    @Nullable IsolationLevel isolation) {

  static WriteSettings by(@Nullable String user) {
    return new WriteSettings(user, null, null, null, null);
  }

  WriteSettings withTransaction(Committer.Transaction made) {
    return new WriteSettings(user, made, basis, read, isolation);
  }

  WriteSettings basedOn(long version) {
    return new WriteSettings(user, transaction, version, null, isolation);
  }

  WriteSettings basedOn(LocalRead seen) {
    return new WriteSettings(user, transaction, seen.version(), seen, isolation);
  }

  WriteSettings isolated(IsolationLevel level) {
    return new WriteSettings(user, transaction, basis, read, level);
  }
}
