package io.mudbrick.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.DiskFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that does every work at once, killed at a random time or halted before a random step to
 * the disk, again and again over one directory.
 */
class KillTest {
  private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);

  /** How many times; the nightly asks for thousands. */
  private static final int KILLS = Integer.getInteger("crash.kills", 6);

  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

  /** After this many kills a fresh directory is taken, or the checks would take ever longer. */
  private static final int KILLS_PER_DIRECTORY = 20;

  private static final int LONGEST_LIFE_MILLIS = 700;
  private static final int MOST_STEPS = 300;

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final List<Long> restarts = new ArrayList<>();
  private Map<String, Long> done = new TreeMap<>();
  private long runsOffTheRecord;
  private long pieces;
  private int halted;

  @Test
  void nothing_acknowledged_is_lost_nothing_is_half_there_and_no_line_comes_twice()
      throws Exception {
    Path data = directory.resolve("none");
    Victim next = Victim.start(log(0));
    for (int kill = 0; kill < KILLS; kill++) {
      if (kill % KILLS_PER_DIRECTORY == 0) {
        data = fresh(data, kill);
      }
      try (Victim victim = next) {
        boolean halts = kill % 2 == 1;
        victim.go(data, halts ? 1 + random.nextInt(MOST_STEPS) : 0, done);
        Map<String, Long> acknowledged =
            victim.killAfter(halts ? 60_000 : random.nextInt(LONGEST_LIFE_MILLIS));
        assertThat(victim.startMillis()).as(Files.readString(log(kill))).isNotNegative();
        if (halts) {
          assertThat(victim.exitCode()).isEqualTo(DiskFaults.HALTED);
          halted++;
        }
        next = kill + 1 < KILLS ? Victim.start(log(kill + 1)) : victim;
        check(data, acknowledged, kill);
      } catch (AssertionError | Exception e) {
        next.close();
        throw e;
      }
    }
    restarts.sort(null);
    LOG.info(
        "{} kills, {} of them before a step to the disk; {} pieces acknowledged; restart median"
            + " {} ms, slowest {} ms; seed {}",
        KILLS,
        halted,
        pieces,
        restarts.get(restarts.size() / 2),
        restarts.get(restarts.size() - 1),
        SEED);
  }

  private Path log(int kill) {
    return directory.resolve("stderr-" + kill);
  }

  private Path fresh(Path old, int kill) throws IOException {
    Images.remove(old);
    Path data = Files.createDirectory(directory.resolve("data-" + kill));
    done = new TreeMap<>();
    runsOffTheRecord = 0;
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Works.on(platform)
          .forEach(
              (name, work) -> {
                work.prepare();
                done.put(name, 0L);
              });
    }
    return data;
  }

  private void check(Path data, Map<String, Long> acknowledged, int kill) {
    long start = System.nanoTime();
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      restarts.add((System.nanoTime() - start) / 1_000_000);
      Works.on(platform)
          .forEach(
              (name, work) -> {
                long there = work.check(acknowledged.get(name));
                pieces += acknowledged.get(name) - done.get(name);
                done.put(name, there);
              });
      // A run that was made but not answered need not be on record.
      runsOffTheRecord += done.get("runs") - acknowledged.get("runs");
      AuditTrail.check(platform, done.get("runs") - runsOffTheRecord, done.get("runs"));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("kill " + kill + ", seed " + SEED + ": " + e.getMessage(), e);
    }
  }
}
