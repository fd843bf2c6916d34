package io.mudbrick.platform.internal.expr;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Java whose search is cut off after a number of steps that grows with the
 * text only: some patterns would otherwise search for ever.
 */
final class Regex {
  private static final int LONGEST = 1000;
  private static final long STEPS = 1_000_000;
  private static final long STEPS_A_CHARACTER = 100;

  private final Pattern pattern;

  Regex(String text) {
    if (text.length() > LONGEST) {
      throw ExprErrors.badPattern(text, "it is longer than " + LONGEST + " characters.");
    }
    try {
      this.pattern = Pattern.compile(text);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw ExprErrors.badPattern(text, "it is no regular expression.");
    }
  }

  /** What is done with a matcher. */
  interface Search<T> {
    T with(Matcher matcher);
  }

  <T> T search(String text, Search<T> search) {
    try {
      return search.with(pattern.matcher(new Counted(text, new long[] {budget(text)})));
    } catch (TooManySteps | StackOverflowError e) {
      throw ExprErrors.slowPattern(pattern.pattern());
    }
  }

  private static long budget(String text) {
    return STEPS + STEPS_A_CHARACTER * text.length();
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super(null, null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private record Counted(CharSequence text, long[] left) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
