package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Literal;
import io.mudbrick.platform.sql.Dialect;

/** Comparisons of text, in the words of each database. */
final class TextMatch {
  /** The part of a value that an index holds. */
  static final int INDEXED_PREFIX = 60;

  private TextMatch() {}

  /** The comparison of a column with a clause's value. */
  static Sql compare(Dialect dialect, String column, Comparator comparator, Literal value) {
    if (value instanceof Literal.Texts list) {
      Sql in = new Sql(comparator == Comparator.NOT_IN ? "NOT " + column : column);
      return in.in(list.values());
    }
    String text = ((Literal.Text) value).value();
    return switch (comparator) {
      case EQUAL -> new Sql(column + " = ?", text);
      case NOT_EQUAL -> new Sql(column + " <> ?", text);
      case LIKE ->
          dialect == Dialect.SQLITE
              ? new Sql(column + " GLOB ?", glob(text))
              : new Sql(column + " LIKE ? ESCAPE ''", text);
      case ILIKE ->
          dialect == Dialect.SQLITE
              ? new Sql(column + " LIKE ?", text)
              : new Sql(column + " ILIKE ? ESCAPE ''", text);
      default -> throw new IllegalArgumentException("not a comparison of text: " + comparator);
    };
  }

  /** The same, using the index over the first characters of a long column where equality allows. */
  static Sql compareIndexed(Dialect dialect, String column, Comparator comparator, Literal value) {
    Sql exact = compare(dialect, column, comparator, value);
    if (comparator != Comparator.EQUAL) {
      return exact;
    }
    String text = ((Literal.Text) value).value();
    int end = Math.min(text.codePointCount(0, text.length()), INDEXED_PREFIX);
    String prefix = text.substring(0, text.offsetByCodePoints(0, end));
    return exact.add(" AND substr(" + column + ", 1, " + INDEXED_PREFIX + ") = ?", prefix);
  }

  /** SQLite's LIKE ignores case, its GLOB does not. */
  private static String glob(String like) {
    StringBuilder glob = new StringBuilder();
    for (int i = 0; i < like.length(); i++) {
      char c = like.charAt(i);
      switch (c) {
        case '%' -> glob.append('*');
        case '_' -> glob.append('?');
        case '*', '?', '[' -> glob.append('[').append(c).append(']');
        default -> glob.append(c);
      }
    }
    return glob.toString();
  }
}
