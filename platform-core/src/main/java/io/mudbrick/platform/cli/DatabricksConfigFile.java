package io.mudbrick.platform.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code .databrickscfg}, where the Databricks clients look for a host and a token. Somebody's real
 * tokens may be in it: only a profile that this class wrote is ever replaced, everything else stays
 * byte for byte, and the file changes in one step.
 */
final class DatabricksConfigFile {
  private static final String MARK =
      "# Written by mudbrick serve, which replaces it when it starts.";
  private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*(.*?)\\s*]\\s*");
  private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  private final Path file;

  DatabricksConfigFile(Path file) {
    this.file = file;
  }

  /** Where the clients look: {@code DATABRICKS_CONFIG_FILE}, else in the home directory. */
  static DatabricksConfigFile of(Map<String, String> environment, String home) {
    String chosen = environment.getOrDefault("DATABRICKS_CONFIG_FILE", "");
    Path path =
        chosen.isEmpty()
            ? Path.of(home, ".databrickscfg")
            : Path.of(chosen.startsWith("~/") ? home + chosen.substring(1) : chosen);
    return new DatabricksConfigFile(path);
  }

  Path path() {
    return file;
  }

  /**
   * @throws PlatformException when the profile is somebody else's, or its name will not do
   */
  void check(String profile) {
    if (!PROFILE.matcher(profile).matches()) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "'" + profile + "' will not do as a profile's name");
    }
    List<String> lines = lines();
    int start = start(lines, profile);
    if (start >= 0 && !lines.subList(start, end(lines, start)).contains(MARK)) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION,
          "The profile '"
              + profile
              + "' in "
              + file
              + " was not written by Mudbrick: choose another, --write-databrickscfg=NAME");
    }
  }

  /** Writes a profile, in its old place or at the end. */
  void write(String profile, String host, String token) {
    check(profile);
    List<String> lines = new ArrayList<>(lines());
    List<String> section =
        List.of("[" + profile + "]", MARK, "host  = " + host, "token = " + token);
    int start = start(lines, profile);
    if (start >= 0) {
      lines.subList(start, content(lines, start)).clear();
      lines.addAll(start, section);
    } else {
      if (!lines.isEmpty() && !lines.get(lines.size() - 1).isBlank()) {
        lines.add("");
      }
      lines.addAll(section);
    }
    replace(String.join("\n", lines) + "\n");
  }

  private List<String> lines() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return body.isEmpty() ? List.of() : List.of(body.split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static int start(List<String> lines, String profile) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher section = SECTION.matcher(lines.get(i));
      if (section.matches() && section.group(1).equals(profile)) {
        return i;
      }
    }
    return -1;
  }

  /** The line of the next section, or past the last line. */
  private static int end(List<String> lines, int start) {
    for (int i = start + 1; i < lines.size(); i++) {
      if (SECTION.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return lines.size();
  }

  /** Past the last line of a section that says something: what follows belongs to the next. */
  private static int content(List<String> lines, int start) {
    int end = end(lines, start);
    while (end > start + 1
        && (lines.get(end - 1).isBlank() || lines.get(end - 1).strip().startsWith("#"))
        && !lines.get(end - 1).equals(MARK)) {
      end--;
    }
    return end;
  }

  private void replace(String text) {
    try {
      // Through a link to the file that it names, which may lie among somebody's dotfiles.
      Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path draft =
          Files.createTempFile(
              real.getParent(),
              ".databrickscfg-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(
            draft, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION, "Cannot write " + file + ": " + e, e);
    }
  }
}
