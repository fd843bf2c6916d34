package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.TrackingErrors;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that a stranger sent: it finds its place within a text as Python's {@code
 * re.search} does, and is stopped when it turns back too often. One that is not well-formed finds
 * nothing, as on the real server. For one thread.
 */
final class TracePattern {
  private static final int LONGEST = 1000;
  private static final long MOST_STEPS = 50_000_000;

  private final @Nullable Pattern pattern;
  private long steps;

  TracePattern(String regex) {
    if (regex.length() > LONGEST) {
      throw TrackingErrors.badSearch("A regular expression may have 1000 characters at most");
    }
    this.pattern = compiled(regex);
  }

  private static @Nullable Pattern compiled(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  boolean found(String text) {
    if (pattern == null) {
      return false;
    }
    try {
      return pattern.matcher(new Counted(text)).find();
    } catch (StackOverflowError e) {
      throw tooSlow();
    }
  }

  private static RuntimeException tooSlow() {
    return TrackingErrors.badSearch("The regular expression takes too long; use LIKE instead");
  }

  /** Counts how often the matcher looks. */
  private final class Counted implements CharSequence {
    private final CharSequence text;

    Counted(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps > MOST_STEPS) {
        throw tooSlow();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
