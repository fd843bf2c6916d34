package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.internal.data.ColumnProfile.Kind;
import io.mudbrick.automl.internal.data.Meaning.Use;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.ColumnEncoder.Parsed;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds numbers, dates, sentences and categories behind texts and whole numbers. */
final class MeaningDetector {
  /** So many values, evenly drawn, show what a column means. */
  private static final int SAMPLE = 1000;

  /** Words for "unknown", and how much of a sample must be something else. */
  private static final Set<String> UNKNOWN =
      Set.of("", "-", "--", "?", "n/a", "na", "nan", "null", "none", "nil", "unknown", "missing");

  private static final double KNOWN = 0.5;

  /** The others may be words for "unknown" that we do not know. */
  private static final double MOST = 0.95;

  private static final int FEW_WORDS_FOR_UNKNOWN = 3;
  private static final int FEWEST_WORDS = 4;
  private static final int FEWEST_SENTENCES = 20;
  private static final double SENTENCES_DIFFER = 0.2;
  private static final double LETTERS = 0.6;
  private static final double IDS_COME_AGAIN = 0.5;
  private static final long FIRST_DAY = 19000101;
  private static final long LAST_DAY = 21001231;
  private static final double FIRST_SECOND = 3e8;
  private static final double LAST_SECOND = 4.1e9;

  private static final Pattern NAME_OF_IDS =
      Pattern.compile(
          "(?i:.*[_\\-. ](id|ids|code|zip|zipcode|postcode|key)|(id|zip|zipcode|postcode|zip_code))"
              + "|.*[a-z](Id|ID|Code|Zip|Key)");
  private static final Pattern NAME_OF_TIMES =
      Pattern.compile("(?i:.*(time|date|timestamp|epoch).*|(.*_)?(ts|at))|.*[a-z](At|Ts)");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private MeaningDetector() {}

  /** What the values are when nobody looks behind them. */
  static Meaning stored(ColumnProfile profile) {
    return Meaning.plain(
        switch (profile.kind()) {
          case NUMBER, WHOLE_NUMBER, BOOLEAN -> Use.NUMBER;
          case TEXT, OTHER -> Use.CATEGORY;
          case TIME -> Use.TIME;
          case LIST -> Use.LIST;
        });
  }

  static Meaning detect(ColumnProfile profile, Column column) {
    if (profile.kind() == Kind.TEXT) {
      return texts(profile, sample(profile, column));
    }
    if (profile.kind() == Kind.WHOLE_NUMBER) {
      return wholeNumbers(profile, column);
    }
    return stored(profile);
  }

  private static Column sample(ColumnProfile profile, Column column) {
    int[] rows = new int[Math.min(SAMPLE, profile.present())];
    int seen = 0;
    int next = 0;
    for (int i = 0; i < column.size() && next < rows.length; i++) {
      if (column.text(i) != null) {
        if ((long) seen * rows.length >= (long) next * profile.present()) {
          rows[next++] = i;
        }
        seen++;
      }
    }
    return column.take(rows);
  }

  private static Meaning texts(ColumnProfile profile, Column sample) {
    Column known = sample.take(known(sample));
    if (known.size() < KNOWN * sample.size()) {
      return Meaning.plain(Use.CATEGORY);
    }
    List<String> formats = TimeFormats.of(known, MOST);
    if (!formats.isEmpty()) {
      return new Meaning(Use.TIME, Reading.TIME, formats);
    }
    if (areNumbers(known)) {
      return new Meaning(Use.NUMBER, Reading.NUMBER, List.of());
    }
    return Meaning.plain(areSentences(profile, sample) ? Use.WORDS : Use.CATEGORY);
  }

  private static int[] known(Column sample) {
    return IntStream.range(0, sample.size())
        .filter(
            row ->
                !UNKNOWN.contains(String.valueOf(sample.text(row)).trim().toLowerCase(Locale.ROOT)))
        .toArray();
  }

  private static boolean areNumbers(Column sample) {
    Column numbers = new Parsed(Reading.NUMBER, List.of(), Numeric.AS_IS).read(sample);
    Set<String> others = new HashSet<>();
    int read = 0;
    for (int i = 0; i < sample.size(); i++) {
      if (Double.isNaN(numbers.number(i))) {
        others.add(String.valueOf(sample.text(i)));
      } else {
        read++;
      }
    }
    return read >= MOST * sample.size() && read > 0 && others.size() <= FEW_WORDS_FOR_UNKNOWN;
  }

  private static boolean areSentences(ColumnProfile profile, Column sample) {
    if (profile.distinct() < FEWEST_SENTENCES
        || profile.distinct() < SENTENCES_DIFFER * profile.present()) {
      return false;
    }
    long words = 0;
    long letters = 0;
    long characters = 0;
    for (int i = 0; i < sample.size(); i++) {
      String text = String.valueOf(sample.text(i)).trim();
      words += SPACE.split(text).length;
      letters += text.chars().filter(Character::isLetter).count();
      characters += text.length();
    }
    return words >= FEWEST_WORDS * (long) sample.size() && letters >= LETTERS * characters;
  }

  private static Meaning wholeNumbers(ColumnProfile profile, Column column) {
    double high = profile.low() + profile.span();
    if (profile.low() >= FIRST_DAY && high <= LAST_DAY) {
      List<String> formats = TimeFormats.days(sample(profile, column));
      if (!formats.isEmpty()) {
        return new Meaning(Use.TIME, Reading.TIME, formats);
      }
    }
    if (NAME_OF_TIMES.matcher(profile.name()).matches() && profile.distinct() > 2) {
      if (profile.low() >= FIRST_SECOND && high <= LAST_SECOND) {
        return new Meaning(Use.TIME, Reading.TIME, List.of("epoch_second"));
      }
      if (profile.low() >= FIRST_SECOND * 1000 && high <= LAST_SECOND * 1000) {
        return new Meaning(Use.TIME, Reading.TIME, List.of("epoch_milli"));
      }
    }
    boolean ids =
        NAME_OF_IDS.matcher(profile.name()).matches()
            && profile.distinct() > 2
            && profile.distinct() <= IDS_COME_AGAIN * profile.present();
    return Meaning.plain(ids ? Use.CATEGORY : Use.NUMBER);
  }
}
