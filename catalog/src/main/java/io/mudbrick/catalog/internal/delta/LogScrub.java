package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.files.FileIo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes the log forget the values of rows that are gone: the ranges that it keeps of deleted files,
 * and the conditions of past operations. Each commit keeps its file, its time and its figures, so
 * the history stays, and no writer takes a version for free that was taken before.
 */
record LogScrub(TableLog log, DataFiles data) {
  private static final Set<String> CONDITIONS =
      Set.of("predicate", "matchedPredicates", "notMatchedPredicates", "updateMap");
  private static final String FORGOTTEN = "(removed)";

  void run() throws IOException {
    long newest = log.checkpoint();
    Set<String> live = new HashSet<>();
    log.at(newest).getAllFiles().forEach(file -> live.add(file.getPath()));
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      boolean olderCheckpoint =
          name.contains(".checkpoint") && name.compareTo("%020d.".formatted(newest)) < 0;
      if (olderCheckpoint || name.endsWith(".crc")) {
        FileIo.delete(file); // other engines' checksum files repeat what commits say
      } else if (name.endsWith(".json") && !name.contains(".checkpoint")) {
        scrub(file, live);
      }
    }
    FileIo.syncDirectory(log.directory().resolve("_delta_log"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(log.directory().resolve("_delta_log"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void scrub(Path file, Set<String> live) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> scrubbed = new ArrayList<>(lines.size());
    for (String line : lines) {
      scrubbed.add(scrub(line, live));
    }
    if (scrubbed.equals(lines)) {
      return;
    }
    FileTime time = Files.getLastModifiedTime(file);
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try (FileIo.Output out = FileIo.create(temporary);
        BufferedWriter writer =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      for (String line : scrubbed) {
        writer.write(line);
        writer.write('\n');
      }
      writer.flush();
      out.sync();
    }
    Files.setLastModifiedTime(temporary, time);
    FileIo.rename(temporary, file);
  }

  private String scrub(String line, Set<String> live) {
    JsonNode action = Json.read(line);
    boolean changed = false;
    for (String kind : List.of("add", "remove")) {
      if (action.path(kind) instanceof ObjectNode file && file.hasNonNull("stats")) {
        String path = file.path("path").asText();
        if (!live.contains(path) && Files.notExists(data.path(path))) {
          JsonNode rows = Json.read(file.path("stats").asText("{}")).path("numRecords");
          file.put("stats", rows.isNumber() ? "{\"numRecords\":" + rows + "}" : "{}");
          changed = true;
        }
      }
    }
    if (action.path("commitInfo").path("operationParameters") instanceof ObjectNode parameters) {
      for (String condition : CONDITIONS) {
        if (parameters.hasNonNull(condition) && !isEmptyList(parameters.path(condition))) {
          parameters.put(condition, FORGOTTEN);
          changed = true;
        }
      }
    }
    return changed ? action.toString() : line;
  }

  private static boolean isEmptyList(JsonNode value) {
    String text = value.asText();
    return text.equals("[]") || text.equals(FORGOTTEN);
  }
}
