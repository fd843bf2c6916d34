package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.CommitInfo;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.Protocol;
import io.delta.standalone.actions.RemoveFile;
import io.delta.standalone.actions.SetTransaction;
import io.mudbrick.catalog.delta.IsolationLevel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks of one commit that came first whether a change may still follow it. */
final class ConflictCheck {
  private final Basis basis;
  private final Change change;
  private final IsolationLevel isolation;
  private final Committer.@Nullable Transaction transaction;
  private final Set<String> removed = new HashSet<>();

  ConflictCheck(
      Basis basis,
      Change change,
      IsolationLevel isolation,
      Committer.@Nullable Transaction transaction) {
    this.basis = basis;
    this.change = change;
    this.isolation = isolation;
    this.transaction = transaction;
    change.removed.forEach(file -> removed.add(file.getPath()));
  }

  void against(long version, List<Action> commit) throws Conflict {
    CommitInfo info = null;
    for (Action action : commit) {
      if (action instanceof CommitInfo found) {
        info = found;
      }
    }
    Winner winner = new Winner(version, info);
    for (Action action : commit) {
      if (action instanceof Protocol) {
        throw winner.conflict(Conflict.Rule.PROTOCOL_CHANGED, "the table");
      }
      if (action instanceof Metadata) {
        throw winner.conflict(Conflict.Rule.METADATA_CHANGED, "the table");
      }
    }
    for (Action action : commit) {
      if (action instanceof AddFile file && countsAsAppend(winner, file)) {
        throw winner.conflict(Conflict.Rule.CONCURRENT_APPEND, partition(file));
      }
    }
    for (Action action : commit) {
      if (action instanceof RemoveFile file && basis.hasRead(file.getPath())) {
        throw winner.conflict(Conflict.Rule.CONCURRENT_DELETE_READ, file.getPath());
      }
    }
    for (Action action : commit) {
      if (action instanceof RemoveFile file && removed.contains(file.getPath())) {
        throw winner.conflict(Conflict.Rule.CONCURRENT_DELETE_DELETE, file.getPath());
      }
      if (action instanceof SetTransaction txn
          && transaction != null
          && txn.getAppId().equals(transaction.application())) {
        throw winner.conflict(Conflict.Rule.CONCURRENT_TRANSACTION, txn.getAppId());
      }
    }
  }

  /**
   * Files that only hold rows of other files under a new arrangement are no news: whoever read
   * those rows has read a file that the same commit removed.
   */
  private boolean countsAsAppend(Winner winner, AddFile file) {
    if (isolation == IsolationLevel.SNAPSHOT_ISOLATION || !file.isDataChange()) {
      return false;
    }
    boolean passesBy =
        isolation == IsolationLevel.WRITE_SERIALIZABLE
            && winner.blindAppend()
            && change.metadata == null;
    return !passesBy && basis.wouldHaveRead(file);
  }

  private static String partition(AddFile file) {
    return file.getPartitionValues().isEmpty()
        ? "the root of the table"
        : "partition " + file.getPartitionValues();
  }

  private record Winner(long version, @Nullable CommitInfo info) {
    boolean blindAppend() {
      return info != null && info.getIsBlindAppend().orElse(false);
    }

    Conflict conflict(Conflict.Rule rule, String what) {
      return new Conflict(rule, what, version, info == null ? null : info.getOperation());
    }
  }
}
