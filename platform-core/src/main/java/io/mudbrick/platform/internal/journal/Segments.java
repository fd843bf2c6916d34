package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a journal's files go. */
final class Segments {
  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

  private Segments() {}

  /**
   * The records of a segment that are what was written, up to the first that is not.
   *
   * @param end where the last of them ends
   * @param damaged whether another record follows, rather than the half of one
   */
  private record Sound(long records, long end, boolean damaged) {
    static Sound of(Segment segment) throws IOException {
      long records = 0;
      long end = 0;
      try (SegmentReader reader = segment.read(0)) {
        while (reader.next()) {
          records++;
          end = reader.end();
        }
        return new Sound(records, end, false);
      } catch (PlatformException damage) {
        return new Sound(records, end, true);
      }
    }
  }

  /** The last sequence on record; cuts off what a killed process left half written. */
  static long recover(Path directory) throws IOException {
    List<Segment> segments = Segment.in(directory);
    if (segments.isEmpty()) {
      return 0;
    }
    Segment last = segments.get(segments.size() - 1);
    Sound sound = Sound.of(last);
    if (sound.damaged()) {
      Path aside = last.file().resolveSibling(last.file().getFileName() + ".damaged");
      Files.copy(last.file(), aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error(
          "The journal is damaged from byte {} of {} on. It goes on before that; the whole file"
              + " is kept as {}",
          sound.end(),
          last.file(),
          aside);
    }
    if (sound.end() < Files.size(last.file())) {
      FileIo.truncate(last.file(), sound.end());
    }
    return last.first() - 1 + sound.records();
  }

  /** Whether a part of the journal has been set aside. */
  static boolean wasDamaged(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".damaged"));
    }
  }

  /**
   * The last sequence of which another server has written the whole record. It is on disk when this
   * returns.
   */
  static long newestWhole(Path directory) throws IOException {
    List<Segment> segments = Segment.in(directory);
    if (segments.isEmpty()) {
      return 0;
    }
    Segment last = segments.get(segments.size() - 1);
    long newest = last.first() - 1 + Sound.of(last).records();
    FileIo.sync(last.file());
    return newest;
  }
}
