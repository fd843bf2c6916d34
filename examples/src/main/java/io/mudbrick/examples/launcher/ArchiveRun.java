package io.mudbrick.examples.launcher;

import io.mudbrick.platform.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts a server as {@code mudbrick serve} does, asks it a few things and exits: a JVM that runs
 * this with {@code -XX:ArchiveClassesAtExit} leaves an archive of the classes that a start needs.
 */
final class ArchiveRun {
  private static final long LONGEST_SECONDS = 60;

  /** Says that it may be tried again, as {@code EX_TEMPFAIL} of sysexits.h does. */
  private static final int TOO_BUSY = 75;

  private ArchiveRun() {}

  /** {@code args[0]}: an empty directory, which the caller deletes. */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    daemon("archive-run-limit", ArchiveRun::giveUp);
    PipedInputStream lines = new PipedInputStream();
    System.setOut(new PrintStream(new PipedOutputStream(lines), true, StandardCharsets.UTF_8));
    daemon(
        "archive-run-serve",
        () -> Main.main(new String[] {"serve", "--port", "0", "--data", data.toString()}));
    String uri =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8)).readLine();
    String token = Files.readString(data.resolve("admin.token")).strip();
    for (String body : List.of("{\"name\":\"one\"}", "{\"name\":\"one\"}", "{")) {
      call(uri + "/api/2.0/mlflow/experiments/create", token, body);
    }
    call(uri + "/api/2.0/mlflow/experiments/search", token, "{\"max_results\":10}");
    call(uri + "/api/2.0/mlflow/runs/search", token, "{\"experiment_ids\":[\"0\"]}");
    System.exit(0);
  }

  /** Whatever the answer: its classes are what counts. */
  private static void call(String uri, String token, String body) throws IOException {
    HttpURLConnection call = (HttpURLConnection) URI.create(uri).toURL().openConnection();
    call.setRequestMethod("POST");
    call.setRequestProperty("Content-Type", "application/json");
    call.setRequestProperty("Authorization", "Bearer " + token);
    call.setDoOutput(true);
    call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    InputStream answer =
        call.getResponseCode() < 400 ? call.getInputStream() : call.getErrorStream();
    if (answer != null) {
      answer.readAllBytes();
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void giveUp() {
    try {
      Thread.sleep(LONGEST_SECONDS * 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(TOO_BUSY);
  }
}
