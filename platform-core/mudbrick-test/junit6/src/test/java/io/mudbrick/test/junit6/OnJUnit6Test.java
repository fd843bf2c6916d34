package io.mudbrick.test.junit6;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.As;
import io.mudbrick.test.ClientSettings;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.MutableClock;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What most tests use of the test door, on the JUnit after the one that it was compiled with. */
@MudbrickTest
class OnJUnit6Test {
  private static final Set<String> WORKSPACES = new HashSet<>();

  @Test
  void this_is_junit_6() throws Exception {
    String jar =
        Test.class.getProtectionDomain().getCodeSource().getLocation().toURI().getPath();
    assertThat(jar).contains("junit-jupiter-api-6.");
  }

  @RepeatedTest(2)
  void a_workspace_for_each_run(
      Mudbrick platform,
      Tracking tracking,
      ClientSettings settings,
      @As("reader@example.com") Identity reader) {
    assertThat(WORKSPACES.add(platform.workspace().id())).isTrue();
    tracking.createExperiment("same name");
    assertThat(reader.me().name()).isEqualTo("reader@example.com");
    assertThat(settings.env()).containsKey("MLFLOW_TRACKING_URI");
    platform.faults().add(Fault.dropConnection());
  }

  @Nested
  @MudbrickTest(clock = "2026-03-01T09:00:00Z")
  class Timed {
    @Test
    void time_is_the_tests(Tracking tracking, MutableClock clock) {
      clock.advance(Duration.ofHours(1));
      assertThat(tracking.createExperiment("timed").creationTime())
          .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }
  }
}
