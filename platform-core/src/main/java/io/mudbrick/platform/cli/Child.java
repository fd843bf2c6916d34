package io.mudbrick.platform.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A command that shares our terminal, files and directory, with more in its environment. */
record Child(List<String> command, Map<String, String> env) {
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  /** The command could not be started; the exit code is the one that a shell would give. */
  static final class NotStartedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    NotStartedException(int exitCode, String message, IOException cause) {
      super(message, cause);
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  Process start() throws NotStartedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(env);
    try {
      return builder.start();
    } catch (IOException e) {
      String name = command.get(0);
      throw found(name)
          ? new NotStartedException(NOT_EXECUTABLE, name + ": cannot be executed", e)
          : new NotStartedException(NOT_FOUND, name + ": command not found", e);
    }
  }

  /** Whether there is such a file at all: an error of the system tells it in its own language. */
  private static boolean found(String name) {
    if (name.contains("/")) {
      return Files.exists(Path.of(name));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.exists(Path.of(folder, name)));
  }
}
