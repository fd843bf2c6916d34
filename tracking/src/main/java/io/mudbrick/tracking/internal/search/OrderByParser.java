package io.mudbrick.tracking.internal.search;

import io.mudbrick.tracking.TrackingErrors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code metrics.`val loss` DESC}. */
public final class OrderByParser {
  private OrderByParser() {}

  /** The keys, in order; a key that comes twice is an error. */
  public static List<OrderKey> parse(List<String> clauses) {
    List<OrderKey> keys = new ArrayList<>();
    Set<Identifier> seen = new LinkedHashSet<>();
    for (String clause : clauses) {
      OrderKey key = parse(clause);
      if (!seen.add(key.key())) {
        throw TrackingErrors.badSearch(
            "`order_by` contains duplicate fields: " + clauses.stream().distinct().toList());
      }
      keys.add(key);
    }
    return keys;
  }

  private static OrderKey parse(String clause) {
    String text = clause.strip();
    String upper = text.toUpperCase(Locale.ROOT);
    boolean ascending = true;
    if (upper.endsWith(" ASC")) {
      text = text.substring(0, text.length() - 4).strip();
    } else if (upper.endsWith(" DESC")) {
      text = text.substring(0, text.length() - 5).strip();
      ascending = false;
    }
    try {
      return new OrderKey(FilterParser.identifier(text), ascending);
    } catch (io.mudbrick.platform.PlatformException e) {
      throw TrackingErrors.badSearch(
          "Invalid order_by clause '" + clause + "'. Could not be parsed.");
    }
  }
}
