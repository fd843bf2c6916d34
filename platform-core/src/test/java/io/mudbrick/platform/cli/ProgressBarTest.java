package io.mudbrick.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final StringWriter said = new StringWriter();
  private long now;

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintWriter(said, true), terminal, () -> now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void on_a_terminal_it_grows_in_its_place() {
    try (ProgressBar bar = bar(true)) {
      pass(Duration.ofSeconds(1));
      bar.show(100, 200, "rows");
      bar.show(101, 200, "rows");
      pass(Duration.ofSeconds(1));
      bar.show(300, 200, "rows");
      pass(Duration.ofSeconds(1));
      bar.tell("done");
    }
    assertThat(said.toString().split("\r"))
        .hasSize(4)
        .contains("[###############...............]  50 %  100 of 200 rows")
        .contains("[##############################] 100 %  300 of 200 rows")
        .anyMatch(line -> line.matches("done +\\R"));
  }

  @Test
  void elsewhere_it_says_a_plain_line_now_and_then() {
    try (ProgressBar bar = bar(false)) {
      bar.show(1, 0, "rows");
      pass(Duration.ofSeconds(1));
      bar.show(2, 0, "rows");
      pass(Duration.ofSeconds(1));
      bar.show(3000, 0, "rows");
    }
    assertThat(said.toString()).isEqualToIgnoringNewLines("3,000 rows");
  }

  @Test
  void work_that_is_done_at_once_says_nothing() {
    try (ProgressBar bar = bar(true)) {
      bar.show(200, 200, "rows");
    }
    assertThat(said.toString()).isEmpty();
  }
}
