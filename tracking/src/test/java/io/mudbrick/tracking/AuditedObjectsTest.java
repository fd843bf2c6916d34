package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditedObjectsTest {
  @TempDir private Path directory;

  @Test
  void each_call_of_an_object_that_the_service_hands_out_is_on_record_once() throws IOException {
    try (Mudbrick platform = Mudbrick.builder().data(directory).start()) {
      Tracking tracking = platform.module(Tracking.class);
      try (ActiveRun run = tracking.startRun("0", "audited")) {
        run.log("auc", 0.9, 1);
        try (ActiveRun child = run.child("nested")) {
          child.param("depth", 1);
        }
      }
      assertThat(tracking.search("0").best("auc")).isPresent();
      assertThat(actions())
          .containsExactly(
              "createRun",
              "now",
              "logBatch",
              "createRun",
              "logBatch",
              "now",
              "updateRun",
              "now",
              "updateRun",
              "searchRuns");
    }
  }

  /** Records stand in the journal as JSON, behind headers of bytes. */
  private List<String> actions() throws IOException {
    try (Stream<Path> segments = Files.list(directory.resolve("journal"))) {
      byte[] records = Files.readAllBytes(segments.findFirst().orElseThrow());
      return Pattern.compile("\"action\":\"(\\w+)\"")
          .matcher(new String(records, StandardCharsets.ISO_8859_1))
          .results()
          .map(action -> action.group(1))
          .toList();
    }
  }
}
