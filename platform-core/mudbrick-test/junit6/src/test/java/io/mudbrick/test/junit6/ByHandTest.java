package io.mudbrick.test.junit6;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.test.MudbrickExtension;
import io.mudbrick.test.Workspaces;
import io.mudbrick.tracking.Tracking;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension without the annotation, and one workspace for the class. */
class ByHandTest {
  @RegisterExtension
  static final MudbrickExtension MUDBRICK =
      MudbrickExtension.builder().workspace(Workspaces.PER_CLASS).open(true).build();

  private static String experiment;

  @BeforeAll
  static void prepare(Tracking tracking) {
    experiment = tracking.createExperiment("before all").experimentId();
  }

  @AfterAll
  static void look(Tracking tracking) {
    assertThat(tracking.getExperiment(experiment).name()).isEqualTo("before all");
  }

  @Test
  void the_test_meets_what_was_prepared(Tracking tracking) {
    assertThat(tracking.getExperiment(experiment).name()).isEqualTo("before all");
  }
}
