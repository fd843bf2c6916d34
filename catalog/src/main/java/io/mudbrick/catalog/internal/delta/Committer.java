package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.standalone.exceptions.DeltaStandaloneException;
import io.mudbrick.catalog.delta.CommitResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes to one table, and makes a change anew when somebody else's commit took away what
 * it was built on.
 */
final class Committer {
  private static final String ENGINE = "Mudbrick";
  private static final int ATTEMPTS = 20;

  /** So often a rewrite tries beside this process's appends before it holds them up. */
  private static final int SHARED_ATTEMPTS = 3;

  private final TableLog log;
  private final DataFiles data;
  private final TableLock lock;

  Committer(TableLog log, DataFiles data, TableLock lock) {
    this.log = log;
    this.data = data;
    this.lock = lock;
  }

  /** An application's transaction, see {@code TableWrite.transaction}. */
  record Transaction(String application, long version) {}

  /** Commits a change that depends on nothing in the table but its schema. */
  CommitResult append(
      @Nullable Transaction transaction, Function<OptimisticTransaction, Change> build) {
    return commit(transaction, build, false);
  }

  /** Commits a change that depends on the rows of the table. */
  CommitResult rewrite(
      @Nullable Transaction transaction, Function<OptimisticTransaction, Change> build) {
    lock.rewrite.lock();
    try {
      return commit(transaction, build, true);
    } finally {
      lock.rewrite.unlock();
    }
  }

  private CommitResult commit(
      @Nullable Transaction transaction,
      Function<OptimisticTransaction, Change> build,
      boolean rewrites) {
    DeltaConcurrentModificationException conflict = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean alone = rewrites && attempt >= SHARED_ATTEMPTS;
      if (alone) {
        lock.commit.writeLock().lock();
      }
      try {
        return attempt(transaction, build);
      } catch (DeltaConcurrentModificationException e) {
        conflict = e;
      } finally {
        if (alone) {
          lock.commit.writeLock().unlock();
        }
      }
      long wait = ThreadLocalRandom.current().nextLong(1, 10L * (attempt + 1));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
    }
    throw DeltaErrors.conflict(log.directory(), ATTEMPTS, conflict);
  }

  private CommitResult attempt(
      @Nullable Transaction transaction, Function<OptimisticTransaction, Change> build) {
    OptimisticTransaction txn = log.begin();
    if (transaction != null && txn.txnVersion(transaction.application()) >= transaction.version()) {
      return new CommitResult(txn.readVersion(), false, 0, 0, 0);
    }
    Change change = build.apply(txn);
    if (change.isEmpty() && transaction == null) {
      return new CommitResult(txn.readVersion(), false, 0, 0, 0);
    }
    if (!change.removed.isEmpty()
        && Boolean.parseBoolean(txn.metadata().getConfiguration().get("delta.appendOnly"))) {
      data.discard(change.added);
      throw DeltaErrors.appendOnly(log.directory());
    }
    if (change.metadata != null) {
      txn.updateMetadata(change.metadata);
    }
    List<Action> actions = change.actions();
    if (transaction != null) {
      actions.add(
          new SetTransaction(
              transaction.application(),
              transaction.version(),
              Optional.of(System.currentTimeMillis())));
    }
    long version = commit(txn, change, actions);
    return new CommitResult(version, true, change.inserted, change.updated, change.deleted);
  }

  private long commit(OptimisticTransaction txn, Change change, List<Action> actions) {
    Operation operation = new Operation(change.operation, change.parameters, change.metrics());
    Lock shared = lock.commit.readLock();
    shared.lock();
    try {
      return txn.commit(actions, operation, ENGINE).getVersion();
    } catch (DeltaConcurrentModificationException e) {
      data.discard(change.added);
      throw e;
    } catch (RuntimeException | LinkageError e) {
      // Delta also writes checkpoints in there, and cleans up: the commit itself may have landed.
      OptionalLong landed = log.find(change, txn.readVersion() + 1);
      if (landed.isPresent()) {
        return landed.getAsLong();
      }
      data.discard(change.added);
      if (e instanceof UnsupportedOperationException || e instanceof DeltaStandaloneException) {
        throw DeltaErrors.refused(log.directory(), e);
      }
      throw e;
    } finally {
      shared.unlock();
    }
  }
}
