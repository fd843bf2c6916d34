package io.mudbrick.platform.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A clause that was found to make sense: the value is of the kind that the field's type asks. */
public record Condition(Field field, Comparator comparator, Literal value) {

  /** The text that it compares with. */
  public String text() {
    return ((Literal.Text) value).value();
  }

  /** The number that it compares with. */
  public double number() {
    return ((Literal.Numeric) value).value();
  }

  /**
   * Whether a text fits, for things that are searched in memory; time is proportional to the text
   * and the pattern. An absent one fits {@code IS NULL} only.
   *
   * @throws IllegalStateException for a condition on a number
   */
  public boolean fits(@Nullable String actual) {
    if (actual == null) {
      return comparator == Comparator.IS_NULL;
    }
    return switch (comparator) {
      case EQUAL -> actual.equals(text());
      case NOT_EQUAL -> !actual.equals(text());
      case LIKE -> Like.matches(text(), actual);
      case ILIKE -> Like.matches(text().toLowerCase(Locale.ROOT), actual.toLowerCase(Locale.ROOT));
      case IN -> ((Literal.Texts) value).values().contains(actual);
      case NOT_IN -> !((Literal.Texts) value).values().contains(actual);
      case IS_NULL -> false;
      case IS_NOT_NULL -> true;
      default -> throw new IllegalStateException("not a comparison of text: " + comparator);
    };
  }

  /** Whether a number fits. */
  public boolean fits(double actual) {
    double wanted = number();
    return switch (comparator) {
      case EQUAL -> actual == wanted;
      case NOT_EQUAL -> actual != wanted;
      case GREATER -> actual > wanted;
      case GREATER_OR_EQUAL -> actual >= wanted;
      case LESS -> actual < wanted;
      case LESS_OR_EQUAL -> actual <= wanted;
      default -> throw new IllegalStateException("not a comparison of numbers: " + comparator);
    };
  }
}
