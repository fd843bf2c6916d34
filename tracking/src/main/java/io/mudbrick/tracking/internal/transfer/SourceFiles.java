package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Yaml;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder that a stranger may have made: nothing behind a symbolic link, nothing that would
 * fill the memory.
 */
final class SourceFiles {
  private static final int LONGEST_TEXT = 32 << 20;
  private static final int LONGEST_LINE = 4096;
  private static final int DEEPEST = 64;

  private SourceFiles() {}

  static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The directories in a directory, by name; none when there is no such directory. */
  static List<Path> directories(Path parent) throws BrokenSourceException {
    return children(parent).stream().filter(SourceFiles::isDirectory).toList();
  }

  private static List<Path> children(Path parent) throws BrokenSourceException {
    if (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    if (!isDirectory(parent)) {
      throw new BrokenSourceException(parent, "it is not a directory");
    }
    try (Stream<Path> found = Files.list(parent)) {
      return found.sorted().toList();
    } catch (IOException | RuntimeException e) {
      throw unreadable(parent, e);
    }
  }

  /** Every file below a directory, by path; none when there is no such directory. */
  static List<Path> files(Path directory) throws BrokenSourceException {
    List<Path> files = new ArrayList<>();
    collect(directory, 0, files);
    return files;
  }

  private static void collect(Path directory, int depth, List<Path> files)
      throws BrokenSourceException {
    if (depth > DEEPEST) {
      throw new BrokenSourceException(directory, "it lies deeper than " + DEEPEST + " directories");
    }
    for (Path child : children(directory)) {
      if (isDirectory(child)) {
        collect(child, depth + 1, files);
      } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
        files.add(child);
      } else {
        throw new BrokenSourceException(
            child, "it is a symbolic link or no file, and not followed");
      }
    }
  }

  /** The name of a file below a directory, with slashes. */
  static String name(Path directory, Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }

  /** A small file as text. */
  static String text(Path file) throws BrokenSourceException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      boolean link = Files.isSymbolicLink(file);
      throw new BrokenSourceException(
          file, link ? "it is a symbolic link" : "there is no such file");
    }
    try {
      if (Files.size(file) > LONGEST_TEXT) {
        throw new BrokenSourceException(file, "it is longer than " + LONGEST_TEXT + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** A file of YAML. */
  static Map<String, @Nullable Object> yaml(Path file) throws BrokenSourceException {
    String text = text(file);
    try {
      return Yaml.mapping("YAML", text);
    } catch (PlatformException e) {
      throw new BrokenSourceException(file, e.message());
    }
  }

  /** Takes one line of a file. */
  interface LineReader {
    void read(String line, int number) throws BrokenSourceException;
  }

  /** Hands on each line of a file that may be of any length; empty ones are left out. */
  static void lines(Path file, LineReader reader) throws BrokenSourceException {
    int number = 1;
    StringBuilder line = new StringBuilder();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          hand(line, number++, reader);
        } else if (line.length() >= LONGEST_LINE) {
          throw new BrokenSourceException(file + ":" + number, "the line is too long");
        } else if (c != '\r') {
          line.append((char) c);
        }
      }
      hand(line, number, reader);
    } catch (IOException e) {
      throw unreadable(file + ":" + number, e);
    }
  }

  private static void hand(StringBuilder line, int number, LineReader reader)
      throws BrokenSourceException {
    String text = line.toString().strip();
    line.setLength(0);
    if (!text.isEmpty()) {
      reader.read(text, number);
    }
  }

  static BrokenSourceException unreadable(Object place, Exception e) {
    return new BrokenSourceException(place, "it cannot be read (" + e + ")");
  }
}
