package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudbrick.catalog.delta.TableCommit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The file of one commit, read as text: what it says of itself, whatever the protocol. */
final class CommitFile {
  private CommitFile() {}

  static boolean exists(Path table, long version) {
    return Files.exists(path(table, version));
  }

  static TableCommit read(Path table, long version) {
    Path file = path(table, version);
    JsonNode info = Json.MAPPER.createObjectNode();
    Instant time;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      time = Files.getLastModifiedTime(file).toInstant();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode action = Json.MAPPER.readTree(line);
        info = action.has("commitInfo") ? action.path("commitInfo") : info;
      }
    } catch (IOException e) {
      throw DeltaErrors.logUnreadable(table, e);
    }
    JsonNode inCommit = info.path("inCommitTimestamp");
    return History.commit(
        version,
        inCommit.isIntegralNumber() ? Instant.ofEpochMilli(inCommit.longValue()) : time,
        info);
  }

  private static Path path(Path table, long version) {
    return table.resolve("_delta_log").resolve("%020d.json".formatted(version));
  }
}
