package io.mudbrick.automl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveBoardTest {
  private final StringWriter said = new StringWriter();
  private long now;
  private final LiveBoard board =
      new LiveBoard(
          new PrintWriter(said, true), "classify churn", Duration.ofSeconds(60), () -> now);

  private String frame(Map<String, Object> line) {
    said.getBuffer().setLength(0);
    board.take(line);
    return said.toString();
  }

  private static Map<String, Object> finished(String name, double score) {
    return Map.of(
        "event",
        "trial_finished",
        "trial",
        Map.of("run_name", name, "score", score, "seconds", 1.5));
  }

  @Test
  void trials_are_ranked_in_their_place_and_the_place_is_left_clean() {
    frame(Map.of("event", "started", "primary_metric", "roc_auc", "higher_is_better", true));
    now = Duration.ofSeconds(30).toNanos();
    assertThat(frame(Map.of("event", "trial_started", "run_name", "Linear-1")))
        .contains("[###############...............] 30 s of 60 s  0 trials  by roc_auc")
        .contains("at work: Linear-1");
    frame(finished("Linear-1", 0.7));
    assertThat(frame(finished("XGBoost-2", 0.8)))
        .startsWith("\033[3A")
        .containsSubsequence("1  XGBoost-2", "0.8000", "2  Linear-1", "0.7000");
    assertThat(
            frame(
                Map.of(
                    "event",
                    "trial_finished",
                    "trial",
                    Map.of("run_name", "Forest-3", "failure", "no memory"))))
        .containsSubsequence("2  Linear-1", "3  Forest-3", "failed");
    said.getBuffer().setLength(0);
    board.end();
    assertThat(said.toString()).isEqualTo("\033[5A\033[J");
  }
}
