package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.actions.Action;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.IsolationLevel;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
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
  CommitResult append(WriteSettings settings, Function<Basis, Change> build) {
    return commit(settings, build, false);
  }

  /** Commits a change that depends on the rows of the table. */
  CommitResult rewrite(WriteSettings settings, Function<Basis, Change> build) {
    if (settings.basis() != null) {
      return commit(settings, build, true); // one attempt, which others need not wait for
    }
    lock.rewrite.lock();
    try {
      return commit(settings, build, true);
    } finally {
      lock.rewrite.unlock();
    }
  }

  private CommitResult commit(
      WriteSettings settings, Function<Basis, Change> build, boolean rewrites) {
    for (int attempt = 0; ; attempt++) {
      boolean alone = rewrites && attempt >= SHARED_ATTEMPTS;
      lock.files.readLock().lock();
      if (alone) {
        lock.commit.writeLock().lock();
      }
      try {
        return attempt(settings, build);
      } catch (Conflict conflict) {
        if (settings.basis() != null) {
          throw DeltaErrors.conflict(log.directory(), conflict);
        }
        if (attempt + 1 >= ATTEMPTS) {
          throw DeltaErrors.conflictAgainAndAgain(log.directory(), ATTEMPTS, conflict);
        }
      } finally {
        if (alone) {
          lock.commit.writeLock().unlock();
        }
        lock.files.readLock().unlock();
      }
      long wait = ThreadLocalRandom.current().nextLong(1, 10L * (attempt + 1));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
    }
  }

  private CommitResult attempt(WriteSettings settings, Function<Basis, Change> build)
      throws Conflict {
    Basis basis = log.basis(settings.basis());
    if (settings.read() != null) {
      settings.read().noteIn(basis);
    }
    Transaction transaction = settings.transaction();
    if (transaction != null && seen(basis, transaction)) {
      return new CommitResult(basis.version(), false, 0, 0, 0);
    }
    Change change = build.apply(basis);
    if (change.isEmpty() && transaction == null) {
      return new CommitResult(basis.version(), false, 0, 0, 0);
    }
    boolean committed = false;
    try {
      check(basis, change);
      long version = put(basis, change, settings);
      committed = true;
      log.afterCommit(version, change.metadata == null ? basis.metadata() : change.metadata);
      return new CommitResult(version, true, change.inserted, change.updated, change.deleted);
    } catch (UncertainCommitException e) {
      committed = true; // its files may be named by the log: they stay
      throw DeltaErrors.writeFailed(log.directory(), e);
    } finally {
      if (!committed) {
        data.discard(change.written());
      }
    }
  }

  /** The transaction may also be younger than the version on which the write builds. */
  private boolean seen(Basis basis, Transaction transaction) {
    return basis.transaction(transaction.application()) >= transaction.version()
        || log.basis(null).transaction(transaction.application()) >= transaction.version();
  }

  private void check(Basis basis, Change change) {
    log.checkWritable(basis);
    boolean appendOnly =
        Boolean.parseBoolean(basis.metadata().getConfiguration().get("delta.appendOnly"));
    if (appendOnly && !change.removed.isEmpty() && !change.rearranges) {
      throw DeltaErrors.appendOnly(log.directory());
    }
  }

  /** Links the commit to the first free version; those before it must leave it right. */
  private long put(Basis basis, Change change, WriteSettings settings) throws Conflict {
    IsolationLevel isolation = isolation(basis, change, settings);
    boolean blind = change.removed.isEmpty() && !basis.dependsOnFiles();
    ConflictCheck check = new ConflictCheck(basis, change, isolation, settings.transaction());
    List<String> lines =
        CommitLines.of(
            change,
            new CommitLines.Circumstances(basis.version(), isolation, blind, settings.user()),
            settings.transaction());
    long version = basis.version() + 1;
    Lock shared = lock.commit.readLock();
    shared.lock();
    try {
      while (true) {
        Optional<List<Action>> winner = log.actions(version);
        if (winner.isPresent()) {
          check.against(version, winner.get());
        } else if (put(version, lines)) {
          return version;
        }
        if (winner.isPresent()) {
          version++;
        }
      }
    } finally {
      shared.unlock();
    }
  }

  private boolean put(long version, List<String> lines) {
    try {
      log.put(version, lines);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (log.holds(version)) {
        throw new UncertainCommitException(e);
      }
      throw DeltaErrors.writeFailed(log.directory(), e);
    }
  }

  private static IsolationLevel isolation(Basis basis, Change change, WriteSettings settings) {
    if (change.rearranges) {
      return IsolationLevel.SNAPSHOT_ISOLATION;
    }
    if (settings.isolation() != null) {
      return settings.isolation();
    }
    String wanted = basis.metadata().getConfiguration().get("delta.isolationLevel");
    return IsolationLevel.WRITE_SERIALIZABLE.logName().equalsIgnoreCase(wanted)
        ? IsolationLevel.WRITE_SERIALIZABLE
        : IsolationLevel.SERIALIZABLE;
  }

  /** The commit stands in the log, and the disk did not confirm it: nobody may call it done. */
  private static final class UncertainCommitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncertainCommitException(@Nullable Throwable cause) {
      super(cause);
    }
  }
}
