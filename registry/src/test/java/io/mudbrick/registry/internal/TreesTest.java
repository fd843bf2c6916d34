package io.mudbrick.registry.internal;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.files.BlobStore;
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
    BlobStore files = registry.artifacts("greet", 1);
    Trees trees = new Trees(files, files, directory -> files);
    assertThatCode(() -> trees.deleteModel("../not-a-path", () -> {})).doesNotThrowAnyException();
  }
}
