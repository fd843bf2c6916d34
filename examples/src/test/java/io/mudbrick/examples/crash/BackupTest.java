package io.mudbrick.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.BackupReport;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that are made while everything is at work. */
class BackupTest {
  private static final int BACKUPS = Integer.getInteger("crash.backups", 2);

  @TempDir Path directory;

  private final Map<String, Long> done = new ConcurrentHashMap<>();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @Test
  void a_backup_under_load_holds_all_that_was_answered_before_and_nothing_half() throws Exception {
    List<Map<String, Long>> before = new ArrayList<>();
    List<Map<String, Long>> after = new ArrayList<>();
    try (Mudbrick platform = Mudbrick.builder().data(directory.resolve("data")).start()) {
      Map<String, Work> works = Works.on(platform);
      List<Thread> threads = new ArrayList<>();
      works.forEach(
          (name, work) -> {
            work.prepare();
            done.put(name, 0L);
            threads.add(new Thread(() -> goOn(name, work), "work-" + name));
          });
      threads.forEach(Thread::start);
      try {
        for (int i = 0; i < BACKUPS; i++) {
          before.add(Map.copyOf(done));
          BackupReport made = platform.backup(directory.resolve("backup-" + i));
          after.add(Map.copyOf(done));
          assertThat(made.files()).isPositive();
        }
      } finally {
        stop.set(true);
        for (Thread thread : threads) {
          thread.join();
        }
      }
    }
    assertThat(failure.get()).isNull();
    for (int i = 0; i < BACKUPS; i++) {
      Path restored = directory.resolve("restored-" + i);
      Mudbrick.restore(directory.resolve("backup-" + i), restored);
      checkBetween(restored, before.get(i), after.get(i));
    }
  }

  /** What each work finds is from the time of the backup, and by itself whole. */
  private static void checkBetween(Path data, Map<String, Long> before, Map<String, Long> after) {
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Works.inBackup(platform)
          .forEach(
              (name, work) -> {
                // Which piece was the last is open; the check tells whether there is such a state.
                AssertionError last = null;
                for (long n = before.get(name); n <= after.get(name) + 1; n++) {
                  try {
                    work.check(n);
                    return;
                  } catch (AssertionError e) {
                    last = e;
                  }
                }
                throw new AssertionError(
                    name + " between " + before.get(name) + " and " + after.get(name), last);
              });
      long runs = Works.on(platform).get("runs").check(countRuns(platform, before, after));
      AuditTrail.check(platform, before.get("runs"), Math.max(runs, after.get("runs") + 1));
    }
  }

  private static long countRuns(
      Mudbrick platform, Map<String, Long> before, Map<String, Long> after) {
    for (long n = before.get("runs"); n < after.get("runs"); n++) {
      try {
        return Works.on(platform).get("runs").check(n);
      } catch (AssertionError notYet) {
        continue;
      }
    }
    return after.get("runs");
  }

  private void goOn(String name, Work work) {
    try {
      for (long n = 1; !stop.get(); n++) {
        work.act(n);
        done.put(name, n);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  @Test
  void a_restored_platform_is_the_one_that_was_backed_up() {
    Path backup = directory.resolve("backup");
    try (Mudbrick platform = Mudbrick.builder().data(directory.resolve("data")).start()) {
      Works.on(platform)
          .values()
          .forEach(
              work -> {
                work.prepare();
                work.act(1);
                work.act(2);
              });
      platform.backup(backup);
    }
    Mudbrick.restore(backup, directory.resolve("again"));
    try (Mudbrick platform = Mudbrick.builder().data(directory.resolve("again")).start()) {
      Works.on(platform).values().forEach(work -> assertThat(work.check(2)).isEqualTo(2));
    }
    assertThat(directory.resolve("again/admin.token"))
        .hasSameTextualContentAs(directory.resolve("data/admin.token"));
  }

  @Test
  void restoring_refuses_a_directory_in_use_and_a_backup_that_was_changed() throws Exception {
    Path backup = directory.resolve("backup");
    try (Mudbrick platform = Mudbrick.builder().data(directory.resolve("data")).start()) {
      platform.backup(backup);
      assertRefused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          () -> Mudbrick.restore(backup, directory.resolve("data")));
      assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> platform.backup(backup));
      assertRefused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          () -> platform.backup(directory.resolve("data/inside")));
    }
    Files.writeString(
        backup.resolve("mudbrick.db"), "x", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    Path target = directory.resolve("target");
    assertRefused(ErrorCode.DATA_LOSS, () -> Mudbrick.restore(backup, target));
    assertThat(Files.list(target)).isEmpty();
    Files.delete(backup.resolve("backup.json"));
    assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> Mudbrick.restore(backup, target));
  }

  @Test
  void only_admins_of_the_first_workspace_may_back_up() {
    try (Mudbrick platform = Mudbrick.builder().data(directory.resolve("data")).start()) {
      platform.module(Identity.class).createUser("someone@example.com");
      assertRefused(
          ErrorCode.PERMISSION_DENIED,
          () -> platform.as("someone@example.com").backup(directory.resolve("backup")));
      assertRefused(
          ErrorCode.PERMISSION_DENIED,
          () -> platform.newWorkspace("other").backup(directory.resolve("backup")));
      assertThat(directory.resolve("backup")).doesNotExist();
    }
  }

  private static void assertRefused(ErrorCode code, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
