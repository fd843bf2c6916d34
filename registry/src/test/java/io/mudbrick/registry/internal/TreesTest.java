package io.mudbrick.registry.internal;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MudbrickTest
class TreesTest {

  @Test
  void what_cannot_be_deleted_stays_and_nobody_falls_over_it(Mudbrick platform) {
    Registry registry = platform.module(Registry.class);
    registry.createModel("greet", null, Map.of());
    registry.createVersion(
        NewModelVersion.of("greet", "dummy").tag("mlflow.prompt.is_prompt", "true").build());
    Trees trees = new Trees(registry.artifacts("greet", 1));
    assertThatCode(() -> trees.deleteModel("../not-a-path")).doesNotThrowAnyException();
  }
}
