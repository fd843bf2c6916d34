package io.mudbrick.automl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What there is instead of a name that is not there. */
final class NearNames {
  /** A table may have thousands of columns. */
  private static final int SHOWN = 20;

  private NearNames() {}

  /**
   * {@code did you mean 'x'? There are x, y.} when a name is near, else {@code there are x, y.};
   * after a semicolon.
   */
  static String instead(String name, Collection<String> known) {
    String near =
        known.stream()
            .filter(other -> isNear(name, other))
            .min(Comparator.comparingInt((String other) -> edits(plain(name), plain(other))))
            .map(other -> "did you mean '" + other + "'? There are ")
            .orElse("there are ");
    return near + list(known) + ".";
  }

  private static String list(Collection<String> known) {
    List<String> shown =
        known.stream().limit(SHOWN).collect(Collectors.toCollection(ArrayList::new));
    if (known.size() > SHOWN) {
      shown.set(SHOWN - 1, "and " + (known.size() - SHOWN + 1) + " more");
    }
    return String.join(", ", shown);
  }

  /** Names differ in case and separators first, then in a letter of three. */
  private static boolean isNear(String name, String other) {
    String left = plain(name);
    String right = plain(other);
    int length = Math.max(left.length(), right.length());
    return Math.abs(left.length() - right.length()) <= length / 3
        && edits(left, right) <= length / 3;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s.-]", "");
  }

  /** How many letters to add, drop, replace or swap with the next. */
  private static int edits(String left, String right) {
    int[] before = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[right.length()];
  }
}
