package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/tracking.md, compiled and run. */
class GuideTest {
  @TempDir private Path dir;

  @Test
  void the_example_of_the_guide_works() {
    String churn = example();
    try (Mudbrick platform = Mudbrick.builder().data(dir).start()) {
      Tracking tracking = platform.module(Tracking.class);
      Run forest = tracking.search(churn).filter("attributes.run_name = 'forest'").list().get(0);
      assertThat(forest.info().status()).isEqualTo(RunStatus.FINISHED);
      assertThat(forest.metric("loss")).hasValue(1.0 / 1000);
      assertThat(forest.tag("best")).isPresent();
      assertThat(tracking.search(churn).childrenOf(forest.runId()).list()).hasSize(3);
    }
  }

  private String example() {
    // guide
    try (Mudbrick platform = Mudbrick.builder().data(dir).start()) {
      Tracking tracking = platform.module(Tracking.class);
      String churn = tracking.getOrCreateExperiment("churn").experimentId();
      NewRun forest = NewRun.in(churn).name("forest").systemMetrics(true).build();

      try (ActiveRun run = tracking.startRun(forest)) {
        run.param("depth", 6);
        run.log("auc", 0.91, 1); // on disk when it returns
        run.json("config.json", Map.of("cut", 0.5));
        run.table("sample.json", List.of(Map.of("city", "Rome", "churn", 0.2)));

        try (MetricBuffer metrics = run.buffer()) { // for tight loops: many points to a write
          for (int step = 0; step < 1000; step++) {
            metrics.log("loss", 1.0 / (step + 1), step);
          }
        } // on disk here, or it throws

        for (int depth = 2; depth < 5; depth++) {
          try (ActiveRun trial = run.child("depth-" + depth)) {
            trial.param("depth", depth);
            trial.log("auc", 0.8 + depth / 100.0);
          }
        }
        Run best = tracking.search(churn).childrenOf(run.runId()).best("auc").orElseThrow();
        run.tag("best", best.runId());
      }
      // end
      return churn;
    }
  }

  @Test
  void the_guide_shows_this_very_code() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/mudbrick/tracking/GuideTest.java"));
    String code =
        source.substring(source.indexOf("    // guide\n") + 13, source.indexOf("      // end"));
    assertThat(Files.readString(Path.of("../docs/tracking.md"))).contains(code.indent(-4).strip());
  }
}
