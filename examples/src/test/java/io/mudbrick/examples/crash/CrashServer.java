package io.mudbrick.examples.crash;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.DiskFaults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The process that is killed. It does every work at once, from where it is told to go on, and says
 * of each piece that it is done. What it said stays in the pipe when it dies.
 *
 * <p>Words on stdin, one line: {@code DIRECTORY HALT_AT NAME=DONE ...}; lines on stdout: {@code
 * ready MILLIS}, then {@code NAME PIECE}.
 */
final class CrashServer {
  private static final PrintStream OUT = System.out;

  private CrashServer() {}

  public static void main(String[] args) throws Exception {
    warmUp();
    say("warm");
    String[] words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .readLine()
            .split(" ");
    Path data = Path.of(words[0]);
    DiskFaults disk = DiskFaults.below(data);
    long start = System.nanoTime();
    Mudbrick platform = Mudbrick.builder().data(data).start();
    say("ready " + (System.nanoTime() - start) / 1_000_000);
    Map<String, Work> works = Works.on(platform);
    if (!words[1].equals("0")) {
      disk.haltAt(Long.parseLong(words[1]));
    }
    Map<String, Long> done = new TreeMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] pair = words[i].split("=");
      done.put(pair[0], Long.valueOf(pair[1]));
    }
    works.forEach(
        (name, work) ->
            new Thread(() -> goOn(name, work, done.get(name)), "crash-" + name).start());
    new Thread(() -> lookAtAudit(platform), "crash-audit").start();
  }

  /** Loads on other data what the works need, so that they are killed at work and not before. */
  private static void warmUp() throws IOException {
    Path scratch = Files.createTempDirectory("crash-warm-");
    try (Mudbrick platform = Mudbrick.builder().data(scratch).start()) {
      Works.on(platform)
          .forEach(
              (name, work) -> {
                work.prepare();
                work.act(1);
                work.act(2);
              });
    }
    Images.remove(scratch);
  }

  private static void goOn(String name, Work work, long done) {
    for (long n = done + 1; ; n++) {
      work.act(n);
      say(name + " " + n);
    }
  }

  /** Feeds the journal to its table again and again. */
  private static void lookAtAudit(Mudbrick platform) {
    while (true) {
      platform.module(Catalog.class).tables().open("system.access.audit").read().count();
    }
  }

  /** One write, so that a kill never leaves half a line. */
  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    OUT.write(bytes, 0, bytes.length);
    OUT.flush();
  }
}
