package io.mudbrick.platform.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A file of the journal.
 *
 * @param first the number of its first record, by which it is named
 */
record Segment(long first, Path file) {
  private static final String SUFFIX = ".frames";
  private static final String EARLIER_SUFFIX = ".jsonl";

  /** Where records from a number on are to be written. */
  static Segment starting(long first, Path directory) {
    return new Segment(
        first, directory.resolve(String.format(Locale.ROOT, "%019d%s", first, SUFFIX)));
  }

  /** The segments of a journal, in order. */
  static List<Segment> in(Path directory) throws IOException {
    List<Segment> segments = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX) || name.endsWith(EARLIER_SUFFIX)) {
          segments.add(new Segment(Long.parseLong(name.substring(0, name.indexOf('.'))), file));
        }
      }
    }
    // An earlier version may have left an empty file that would have begun with the same number.
    segments.sort(Comparator.comparingLong(Segment::first).thenComparing(s -> !s.isEarlier()));
    return segments;
  }

  private boolean isEarlier() {
    return file.toString().endsWith(EARLIER_SUFFIX);
  }

  /** Reads it from a byte on, at which a record begins. */
  SegmentReader read(long from) throws IOException {
    return isEarlier() ? new LineReader(file, from) : new FrameReader(file, from);
  }
}
