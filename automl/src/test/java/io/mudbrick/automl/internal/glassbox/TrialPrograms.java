package io.mudbrick.automl.internal.glassbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.Trial;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles and runs the programs that trials have left. */
final class TrialPrograms {
  private final Tracking tracking;
  private final Path directory;

  TrialPrograms(Tracking tracking, Path directory) {
    this.tracking = tracking;
    this.directory = directory;
  }

  /** Fetches the rows that the experiment has kept. */
  Path rows(AutoMlSummary summary) throws IOException {
    Path data = directory.resolve("training_data");
    String exploration =
        tracking
            .getExperiment(summary.experimentId())
            .tags()
            .get("mudbrick.automl.exploration_run_id");
    Files.write(data, bytes(String.valueOf(exploration), "data/training_data"));
    return data;
  }

  /** Every file of the model but those that name the run. */
  void compare(String run, String path, Path made) throws IOException {
    for (ArtifactInfo file : tracking.listArtifacts(run, path)) {
      if (file.directory()) {
        compare(run, file.path(), made);
      } else if (!file.path().endsWith("MLmodel")) {
        assertThat(made.resolve(file.path().substring("model/".length())))
            .as(run)
            .hasBinaryContent(bytes(run, file.path()));
      }
    }
  }

  /**
   * Runs the program of a trial.
   *
   * @param out where it writes the model
   * @return what it prints
   */
  String run(Trial trial, Path data, Path out) throws Exception {
    Path home = Files.createDirectories(directory.resolve("program-" + trial.runName()));
    Path source = home.resolve("Trial.java");
    Files.write(source, bytes(trial.runId(), Program.ARTIFACT));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int failed =
        compiler.run(
            null,
            errors,
            errors,
            "-Xlint:all",
            "-Werror",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            home.toString(),
            source.toString());
    assertThat(failed).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {home.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Trial")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {data.toString(), out.toString()});
    } catch (InvocationTargetException e) {
      throw new AssertionError(trial.runName() + ": " + e.getCause(), e.getCause());
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** An artifact of a run. */
  byte[] bytes(String run, String path) throws IOException {
    try (InputStream in = tracking.openArtifact(run, path).content()) {
      return in.readAllBytes();
    }
  }
}
