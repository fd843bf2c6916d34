package io.mudbrick.catalog.internal.search;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words of names and texts: letters and digits, in lower case. */
final class Words {
  private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int LONGEST = 64;
  private static final int MOST = 500;

  private Words() {}

  static Set<String> of(Collection<String> texts) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : texts) {
      for (String word : BREAK.split(text.toLowerCase(Locale.ROOT))) {
        if (!word.isEmpty() && words.size() < MOST) {
          words.add(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
        }
      }
    }
    return words;
  }

  static List<String> of(String text) {
    return List.copyOf(of(List.of(text)));
  }
}
