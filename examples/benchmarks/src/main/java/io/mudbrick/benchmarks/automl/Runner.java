package io.mudbrick.benchmarks.automl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs systems in JVMs of their own, one at a time, and keeps what they did: what lies in the
 * folder of the results is not run again.
 */
final class Runner {
  /** H2O is told wall time only: a run that took this much more or less CPU is made again. */
  private static final double TOLERANCE = 0.15;

  private static final int TRIES = 3;

  private final double budget;
  private final Set<Rival> again;
  private double wallByCpu = 1;

  Runner(double budget, Set<Rival> again) {
    this.budget = budget;
    this.again = again;
  }

  Outcome outcome(Rival rival, Split split) throws IOException, InterruptedException {
    Path folder = folder(rival, split);
    if (again.contains(rival) || !Files.exists(folder)) {
      System.err.printf("bench: %s, split %d: %s%n", split.data().name(), split.number(), rival);
      if (rival == Rival.H2O) {
        fitToBudget(split, folder);
      } else {
        run(rival, split, folder, 0);
      }
    }
    return Outcome.read(split, folder);
  }

  /** What is there already. */
  Outcome kept(Rival rival, Split split) throws IOException {
    return Outcome.read(split, folder(rival, split));
  }

  private Path folder(Rival rival, Split split) {
    return split.folder().resolve(rival.word() + "-" + Math.round(budget));
  }

  /** Finds the wall time in which H2O takes the CPU time that it may. */
  private void fitToBudget(Split split, Path folder) throws IOException, InterruptedException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      double wall = Math.max(5, wallByCpu * budget);
      run(Rival.H2O, split, folder, wall);
      double used = Outcome.read(split, folder).cpuSeconds();
      System.err.printf("bench: H2O took %.1f s of CPU when told %.1f s%n", used, wall);
      if (Double.isNaN(used)) {
        return;
      }
      wallByCpu = wall / used;
      if (Math.abs(used / budget - 1) <= TOLERANCE) {
        return;
      }
    }
  }

  private void run(Rival rival, Split split, Path folder, double wallSeconds)
      throws IOException, InterruptedException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(rival.command(budget, wallSeconds));
    command.add(split.folder().toAbsolutePath().toString());
    command.add(folder.toAbsolutePath().toString());
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!child.waitFor((long) (120 + 8 * budget), TimeUnit.SECONDS)) {
      System.err.println("bench: it hangs and is ended");
      child.destroyForcibly().waitFor();
    }
  }
}
