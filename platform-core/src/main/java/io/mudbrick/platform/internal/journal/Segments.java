package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Segment files: their names and how they are read. */
final class Segments {
  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

  /** As Jackson writes a {@link JournalLine}. */
  static final String BEFORE_SEQUENCE = "{\"seq\":";

  static final String BEFORE_TOPIC = ",\"topic\":";
  private static final String SUFFIX = ".jsonl";

  private Segments() {}

  static String name(long first) {
    return String.format(Locale.ROOT, "%019d%s", first, SUFFIX);
  }

  static List<Long> firsts(Path directory) throws IOException {
    List<Long> firsts = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
          firsts.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
        }
      }
    }
    firsts.sort(null);
    return firsts;
  }

  /** The last sequence on record; cuts off a line that a killed process left half written. */
  static long recover(Path directory) throws IOException {
    List<Long> firsts = firsts(directory);
    if (firsts.isEmpty()) {
      return 0;
    }
    long first = firsts.get(firsts.size() - 1);
    Path file = directory.resolve(name(first));
    byte[] bytes = Files.readAllBytes(file);
    int end = endOfSoundLines(bytes);
    if (end < endOfLines(bytes)) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error(
          "The journal is damaged from byte {} of {} on. It goes on before that; the whole file"
              + " is kept as {}",
          end,
          file,
          aside);
    }
    if (end < bytes.length) {
      FileIo.truncate(file, end);
    }
    return first - 1 + lines(bytes, end);
  }

  /** Whether a part of the journal has been set aside. */
  static boolean wasDamaged(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".damaged"));
    }
  }

  /** Where the first line stands that is not what was written, or half of it. */
  private static int endOfSoundLines(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        try {
          SealedLine.open(Arrays.copyOfRange(bytes, start, i));
        } catch (PlatformException damaged) {
          return start;
        }
        start = i + 1;
      }
    }
    return start;
  }

  /**
   * The last sequence of which another server has written the whole line. It is on disk when this
   * returns.
   */
  static long newestWhole(Path directory) throws IOException {
    List<Long> firsts = firsts(directory);
    if (firsts.isEmpty()) {
      return 0;
    }
    long first = firsts.get(firsts.size() - 1);
    Path file = directory.resolve(name(first));
    byte[] bytes = Files.readAllBytes(file);
    FileIo.sync(file);
    return first - 1 + lines(bytes, endOfLines(bytes));
  }

  private static int endOfLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static long lines(byte[] bytes, int end) {
    long lines = 0;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }
}
