package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.ColumnEncoder.Parsed;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds how times are written. */
final class TimeFormats {
  /** The day as eight digits. */
  private static final String DIGITS = "uuuuMMdd";

  /** Seconds since 1970, from 1811 to 2201, within which a day of our times lies. */
  private static final long EARLIEST = -5_000_000_000L;

  private static final long LATEST = 7_300_000_000L;

  /**
   * Of two that read a text equally well the earlier counts: where no day is beyond the twelfth,
   * the month comes first.
   */
  private static final List<String> KNOWN =
      List.of(
          "iso",
          "M/d/uuuu[ H:mm[:ss]]",
          "d/M/uuuu[ H:mm[:ss]]",
          "M/d/uuuu h:mm[:ss] a",
          "d.M.uuuu[ H:mm[:ss]]",
          "M-d-uuuu[ H:mm[:ss]]",
          "d-M-uuuu[ H:mm[:ss]]",
          "uuuu/M/d[ H:mm[:ss]]",
          "uuuu.M.d[ H:mm[:ss]]",
          "uuuu-M-d[ H:mm[:ss]]",
          "M/d/uu",
          "d/M/uu",
          "d MMM uuuu[ H:mm[:ss]]",
          "d-MMM-uuuu[ H:mm[:ss]]",
          "d-MMM-uu",
          "d MMMM uuuu",
          "MMM d, uuuu",
          "MMMM d, uuuu",
          DIGITS);

  private TimeFormats() {}

  /**
   * The formats that read nearly all of these texts, those that read most of them first; none when
   * there are none.
   *
   * @param most how great a share of the texts must be read
   */
  static List<String> of(Column texts, double most) {
    return of(texts, KNOWN, most);
  }

  /** The format of days written as whole numbers, when all are such. */
  static List<String> days(Column numbers) {
    return of(numbers, List.of(DIGITS), 1);
  }

  private static List<String> of(Column texts, List<String> known, double most) {
    List<String> found = new ArrayList<>();
    boolean[] done = new boolean[texts.size()];
    int read = 0;
    while (read < most * texts.size()) {
      String best = "";
      boolean[] bestReads = done;
      int bestCount = 0;
      for (String format : known) {
        boolean[] reads = reads(texts, format, done);
        int count = count(reads);
        if (count > bestCount) {
          best = format;
          bestReads = reads;
          bestCount = count;
        }
      }
      if (bestCount == 0) {
        return List.of();
      }
      found.add(best);
      read += bestCount;
      for (int i = 0; i < done.length; i++) {
        done[i] |= bestReads[i];
      }
    }
    return found;
  }

  private static boolean[] reads(Column texts, String format, boolean[] done) {
    Column times = new Parsed(Reading.TIME, List.of(format), Numeric.AS_IS).read(texts);
    boolean[] reads = new boolean[done.length];
    for (int i = 0; i < reads.length; i++) {
      reads[i] = !done[i] && !times.isNull(i) && plausible(times, i);
    }
    return reads;
  }

  /** Eight digits may be anything; a day of our times they are by chance only now and then. */
  private static boolean plausible(Column times, int row) {
    return times.value(row) instanceof Instant instant
        && instant.getEpochSecond() > EARLIEST
        && instant.getEpochSecond() < LATEST;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }
}
