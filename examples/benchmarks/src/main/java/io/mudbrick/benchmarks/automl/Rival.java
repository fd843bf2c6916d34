package io.mudbrick.benchmarks.automl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A system that is measured. */
enum Rival {
  OURS,
  DATABRICKS,
  H2O;

  /** What it is called on the command line, and its results' folder begins with. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return switch (this) {
      case OURS -> "Mudbrick";
      case DATABRICKS -> "Mudbrick, databricks mode";
      case H2O -> "H2O AutoML";
    };
  }

  /**
   * What to run, but for the task's and the result's folder.
   *
   * @param cpuSeconds the budget
   * @param wallSeconds what H2O is told, which knows no other
   */
  List<String> command(double cpuSeconds, double wallSeconds) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx4g", "-Djava.awt.headless=true"));
    if (this == H2O) {
      words.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
      words.add("-Dh2o.wall.seconds=" + wallSeconds);
      words.addAll(List.of("-cp", System.getProperty("bench.h2o.class.path")));
      words.add("io.mudbrick.h2o.H2oPeer");
    } else {
      words.add("-Dbench.mode=" + (this == OURS ? "ENSEMBLE" : "DATABRICKS"));
      words.add("-Dbench.cpu.seconds=" + cpuSeconds);
      words.addAll(List.of("-Dslf4j.internal.verbosity=ERROR"));
      words.addAll(List.of("-cp", System.getProperty("java.class.path")));
      words.add(Fit.class.getName());
    }
    return words;
  }
}
