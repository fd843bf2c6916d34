package io.mudbrick.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each work, stopped before each step that it takes to the disk. */
class CrashPointTest {
  private static final Logger LOG = LoggerFactory.getLogger(CrashPointTest.class);

  /** How many pieces of each work are stopped at each of their steps; the nightly takes more. */
  private static final int PIECES = Integer.getInteger("crash.pieces", 1);

  /** One image of so many is taken and opened, another one each time; the nightly takes all. */
  private static final int EVERY = Integer.getInteger("crash.every", 2);

  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

  /** These do one thing first and another second. */
  private static final Set<String> OF_TWO_SORTS = Set.of("publish", "tables", "grants");

  @TempDir Path directory;

  private final Map<String, Long> acknowledged = new LinkedHashMap<>();
  private final Map<String, Integer> points = new LinkedHashMap<>();
  private final Random random = new Random(SEED);
  private long slowest;

  @Test
  void whatever_step_is_the_last_nothing_acknowledged_is_lost_and_nothing_is_half_there()
      throws Exception {
    Path data = Files.createDirectory(directory.resolve("data")).toRealPath();
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Map<String, Work> works = Works.on(platform);
      works.forEach(
          (name, work) -> {
            work.prepare();
            acknowledged.put(name, 0L);
          });
      for (Map.Entry<String, Work> work : works.entrySet()) {
        int pieces = OF_TWO_SORTS.contains(work.getKey()) ? 2 * PIECES : PIECES;
        for (int piece = 1; piece <= pieces; piece++) {
          stopAtEachStep(data, work.getKey(), work.getValue(), piece);
        }
      }
    }
    LOG.info("Stopped at {}; slowest restart {} ms; seed {}", points, slowest, SEED);
    assertThat(points).allSatisfy((name, count) -> assertThat(count).isPositive());
  }

  private void stopAtEachStep(Path data, String name, Work work, long piece) throws IOException {
    List<Images.Image> images;
    try (Images taking = new Images(data, directory, EVERY, random.nextInt(EVERY))) {
      work.act(piece);
      taking.takeAnswered();
      images = taking.taken();
    }
    for (Images.Image image : images) {
      check(image, name);
      Images.remove(image.directory());
    }
    points.merge(name, images.size(), Integer::sum);
    acknowledged.put(name, piece);
  }

  private void check(Images.Image image, String name) {
    long start = System.nanoTime();
    try (Mudbrick platform = Mudbrick.builder().data(image.directory()).start()) {
      slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
      Works.on(platform).get(name).check(acknowledged.get(name) + (image.acknowledged() ? 1 : 0));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(name + " " + image + ", seed " + SEED + ": " + e.getMessage(), e);
    }
  }
}
