package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.StorageErrors;
import io.mudbrick.platform.sql.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. Whatever waits when it becomes free goes into one transaction, each piece behind
 * a savepoint of its own; one sync to disk then serves them all, and only after it do the callers
 * hear that their write is done.
 */
final class GroupWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
  private static final int LARGEST_GROUP = 256;

  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final WriteSession session;
  private final Thread thread;

  /** The transaction in progress; only the writer's thread touches it. */
  private @Nullable JdbcTx tx;

  private volatile boolean closed;

  /** Why nothing more is written; null while all is well. */
  private volatile @Nullable PlatformException refusal;

  private final LongAdder commits = new LongAdder();
  private final LongAdder writes = new LongAdder();

  GroupWriter(WriteSession session) {
    this.session = session;
    this.thread = new Thread(this::run, "mudbrick-writer");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Pending<T> {
    final Work<T> work;
    final CompletableFuture<T> done = new CompletableFuture<>();
    @Nullable T result;

    Pending(Work<T> work) {
      this.work = work;
    }

    void run(JdbcTx tx) {
      result = work.in(tx);
    }

    void succeed() {
      done.complete(result);
    }
  }

  /** The transaction in progress, when asked from inside it. */
  @Nullable JdbcTx current() {
    return Thread.currentThread() == thread ? tx : null;
  }

  int waiting() {
    return queue.size();
  }

  long commits() {
    return commits.sum();
  }

  long writes() {
    return writes.sum();
  }

  <T> T write(Work<T> work) {
    Pending<T> pending = new Pending<>(work);
    PlatformException refused = refusal;
    if (refused != null) {
      throw new PlatformException(refused.code(), refused.message(), refused);
    }
    if (closed) {
      throw closedException();
    }
    queue.add(pending);
    if (closed && queue.remove(pending)) {
      throw closedException();
    }
    try {
      return pending.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PlatformException known) {
        // The stack of the thread that asked tells more than the writer's.
        PlatformException mine =
            new PlatformException(known.code(), known.message(), known.details(), known);
        throw mine;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static PlatformException closedException() {
    return new PlatformException(ErrorCode.TEMPORARILY_UNAVAILABLE, "The store is closed");
  }

  private void run() {
    List<Pending<?>> group = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      try {
        group.add(queue.take());
      } catch (InterruptedException wakeUp) {
        continue; // close() interrupts so that an idle writer looks at the flag
      }
      queue.drainTo(group, LARGEST_GROUP - 1);
      commit(group);
      group.clear();
    }
  }

  private void commit(List<Pending<?>> group) {
    PlatformException refused = refusal;
    if (refused != null) {
      group.forEach(pending -> pending.done.completeExceptionally(refused));
      return;
    }
    JdbcTx begun = null;
    List<Pending<?>> written = new ArrayList<>(group.size());
    try {
      begun = session.begin();
      tx = begun;
      for (Pending<?> pending : group) {
        if (runBehindSavepoint(begun, pending, group.size() > 1)) {
          written.add(pending);
        }
      }
      begun.connection().commit();
      commits.increment();
      writes.add(written.size());
    } catch (SQLException e) {
      fail(begun, group, StoreException.of("committing", e));
      return;
    } catch (RuntimeException | Error e) {
      fail(begun, group, e);
      return;
    } finally {
      tx = null;
    }
    begun.takeActions().forEach(GroupWriter::runSafely);
    written.forEach(Pending::succeed);
  }

  /** The commit stands whatever an action after it does, and the writer goes on. */
  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("An action after a commit failed", e);
    }
  }

  /** Runs one piece; a piece that throws is undone and told so, without harm to its neighbours. */
  private boolean runBehindSavepoint(JdbcTx tx, Pending<?> pending, boolean others)
      throws SQLException {
    Connection connection = tx.connection();
    Savepoint before = others ? connection.setSavepoint() : null;
    int actions = tx.pendingActions();
    try {
      pending.run(tx);
      if (before != null) {
        connection.releaseSavepoint(before);
      }
      return true;
    } catch (RuntimeException | Error e) {
      if (StoreException.diskFailure(e) != null) {
        throw e; // what the neighbours wrote may be lost as well
      }
      try {
        if (before == null) {
          connection.rollback();
        } else {
          connection.rollback(before);
        }
      } catch (SQLException goneAlready) {
        // A full disk makes SQLite undo all of the transaction, the neighbours' part as well.
        e.addSuppressed(goneAlready);
        throw e;
      }
      tx.dropActionsFrom(actions);
      pending.done.completeExceptionally(e);
      return false;
    }
  }

  private void fail(@Nullable JdbcTx begun, List<Pending<?>> group, Throwable why) {
    if (begun != null) {
      begun.takeActions();
    }
    refuseIfDiskFailed(why);
    session.undo(why);
    for (Pending<?> pending : group) {
      pending.done.completeExceptionally(why);
    }
  }

  private void refuseIfDiskFailed(Throwable why) {
    SQLException failure = StoreException.diskFailure(why);
    if (failure != null) {
      refuse(StorageErrors.readOnly(String.valueOf(failure.getMessage()), failure));
      session.diskFailed(failure);
    }
  }

  /** Writes nothing from now on. */
  void refuse(PlatformException why) {
    LOG.error("The store is read-only from now on", why);
    refusal = why;
  }

  @Nullable PlatformException refusal() {
    return refusal;
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }
}
