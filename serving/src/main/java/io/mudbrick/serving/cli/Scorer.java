package io.mudbrick.serving.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.ProgressBar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Scores files and tables over a connection, some rows at a time.
 *
 * @param resume whether to go on where the same work was cut short
 */
record Scorer(
    Connection connection,
    String modelUri,
    boolean probabilities,
    boolean resume,
    ProgressBar bar) {
  private static final String ROWS = "rows";
  private static final String SCORING = "/api/2.0/mudbrick/scoring/";
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  Map<String, Object> tableToTable(String source, String target) {
    Map<String, Object> run =
        Wires.map(
            connection.post(
                SCORING + "runs",
                Map.of(
                    "model_uri", modelUri,
                    "source", source,
                    "target", target,
                    "probabilities", probabilities,
                    "resumable", resume)),
            "run");
    while (Objects.equals(run.get("state"), "RUNNING")) {
      LockSupport.parkNanos(NAP_NANOS);
      run = Wires.map(connection.get(SCORING + "runs/" + run.get("id")), "run");
      bar.show(number(run.get("done")), number(run.get("total")), ROWS);
    }
    if (Objects.equals(run.get("state"), "FAILED")) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION, Objects.toString(run.get("message")));
    }
    return Wires.map(run, "result");
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** The file gets its name when it is whole. */
  Map<String, Object> fileToFile(Path from, Path to) throws IOException {
    Path growing = growing(to);
    long rows;
    try (CsvParts parts = CsvParts.open(from);
        CsvFile out = resume ? CsvFile.resume(growing) : CsvFile.create(growing)) {
      parts.skip(out.rows());
      while (parts.hasNext()) {
        out.append(
            connection.download(
                SCORING + "rows",
                Map.of(
                    "model_uri", modelUri,
                    "csv", parts.next(),
                    "probabilities", probabilities)));
        bar.show(out.rows(), 0, ROWS);
      }
      rows = out.rows();
    }
    return whole(growing, to, rows);
  }

  Map<String, Object> tableToFile(String source, Path to) throws IOException {
    Path growing = growing(to);
    long rows;
    try (InputStream scored =
            connection.download(
                SCORING + "table",
                Map.of("model_uri", modelUri, "source", source, "probabilities", probabilities));
        CsvFile out = CsvFile.create(growing)) {
      out.append(scored);
      rows = out.rows();
    }
    return whole(growing, to, rows);
  }

  private static Path growing(Path to) {
    return to.resolveSibling(to.getFileName() + ".part");
  }

  private static Map<String, Object> whole(Path growing, Path to, long rows) throws IOException {
    Files.move(growing, to, StandardCopyOption.REPLACE_EXISTING);
    return Map.of("rows", rows, "file", to.toString());
  }

  /** Parts that the table has already are sent again and not written again. */
  Map<String, Object> fileToTable(Path from, String target) throws IOException {
    String job = resume ? name(from, target) : Ids.random().uuid();
    long rows = 0;
    try (CsvParts parts = CsvParts.open(from)) {
      for (long part = 1; parts.hasNext(); part++) {
        Map<String, Object> written =
            connection.post(
                SCORING + "parts",
                Map.of(
                    "model_uri", modelUri,
                    "csv", parts.next(),
                    "target", target,
                    "job", job,
                    "part", part));
        rows += number(Wires.map(written, "table").get("rows"));
        bar.show(rows, 0, ROWS);
      }
    }
    return Map.of("rows", rows, "table", target);
  }

  /** The same for the same file as it is, model and table. */
  private String name(Path from, String target) {
    try {
      String what =
          String.join(
              "|",
              modelUri,
              from.toRealPath().toString(),
              Files.getLastModifiedTime(from).toString(),
              target);
      return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
