package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads SCIM's filters: {@code eq ne co sw ew pr}, joined by {@code and}, {@code or}, {@code not}
 * and parentheses, {@code and} binding closer. Words of the grammar, attributes and values know no
 * case.
 */
final class AccountFilter {
  private static final int LONGEST = 6_000;
  private static final int DEEPEST = 50;

  private final String text;
  private final AccountRow probe;
  private final List<String> tokens;
  private int next;
  private int depth;

  private AccountFilter(String text, Principal.Kind kind) {
    this.text = text;
    this.probe = new AccountRow(new Principal("", "", kind), null, true, "{}");
    if (text.length() > LONGEST) {
      throw IdentityErrors.badFilter(text.substring(0, 50) + "...", "it is too long");
    }
    this.tokens = tokens(text);
  }

  static Predicate<AccountRow> parse(@Nullable String text, Principal.Kind kind) {
    if (text == null || text.isBlank()) {
      return row -> true;
    }
    AccountFilter filter = new AccountFilter(text, kind);
    Predicate<AccountRow> whole = filter.either();
    if (filter.next < filter.tokens.size()) {
      throw filter.bad("'" + filter.tokens.get(filter.next) + "' was not expected");
    }
    return whole;
  }

  private PlatformException bad(String why) {
    return IdentityErrors.badFilter(text, why);
  }

  /** Words, parentheses, and strings, which keep their opening quote. */
  private List<String> tokens(String filter) {
    List<String> found = new ArrayList<>();
    int i = 0;
    while (i < filter.length()) {
      char c = filter.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '(' || c == ')') {
        found.add(String.valueOf(c));
        i++;
      } else if (c == '"' || c == '\'') {
        i = string(filter, i, found);
      } else {
        int end = i;
        while (end < filter.length() && "() \t\n\r\"'".indexOf(filter.charAt(end)) < 0) {
          end++;
        }
        found.add(filter.substring(i, end));
        i = end;
      }
    }
    return found;
  }

  private int string(String filter, int start, List<String> found) {
    StringBuilder value = new StringBuilder("\"");
    char quote = filter.charAt(start);
    for (int i = start + 1; i < filter.length(); i++) {
      char c = filter.charAt(i);
      if (c == quote) {
        found.add(value.toString());
        return i + 1;
      }
      if (c == '\\' && i + 1 < filter.length()) {
        i++;
        c = filter.charAt(i);
      }
      value.append(c);
    }
    throw bad("a string has no end");
  }

  private @Nullable String peek() {
    return next < tokens.size() ? tokens.get(next) : null;
  }

  private boolean takes(String word) {
    if (word.equalsIgnoreCase(peek())) {
      next++;
      return true;
    }
    return false;
  }

  private String take(String what) {
    String token = peek();
    if (token == null) {
      throw bad(what + " is missing at the end");
    }
    next++;
    return token;
  }

  private Predicate<AccountRow> either() {
    Predicate<AccountRow> left = both();
    while (takes("or")) {
      left = left.or(both());
    }
    return left;
  }

  private Predicate<AccountRow> both() {
    Predicate<AccountRow> left = term();
    while (takes("and")) {
      left = left.and(term());
    }
    return left;
  }

  private Predicate<AccountRow> term() {
    if (++depth > DEEPEST) {
      throw bad("it is nested too deeply");
    }
    try {
      if (takes("not")) {
        return term().negate();
      }
      if (takes("(")) {
        Predicate<AccountRow> inner = either();
        if (!takes(")")) {
          throw bad("')' is missing");
        }
        return inner;
      }
      return comparison();
    } finally {
      depth--;
    }
  }

  private Predicate<AccountRow> comparison() {
    String attribute = take("an attribute");
    if (probe.values(attribute).isEmpty()) {
      throw bad("'" + attribute + "' is not an attribute to filter by");
    }
    String operator = take("an operator").toLowerCase(Locale.ROOT);
    if (operator.equals("pr")) {
      return row -> !row.values(attribute).orElse(List.of()).isEmpty();
    }
    Predicate<String> test = test(operator, take("a value"));
    boolean all = operator.equals("ne");
    return row -> {
      List<String> values = row.values(attribute).orElse(List.of());
      return all ? values.stream().allMatch(test) : values.stream().anyMatch(test);
    };
  }

  private Predicate<String> test(String operator, String token) {
    String wanted = (token.startsWith("\"") ? token.substring(1) : token).toLowerCase(Locale.ROOT);
    Predicate<String> test =
        switch (operator) {
          case "eq" -> wanted::equals;
          case "ne" -> value -> !value.equals(wanted);
          case "co" -> value -> value.contains(wanted);
          case "sw" -> value -> value.startsWith(wanted);
          case "ew" -> value -> value.endsWith(wanted);
          default -> throw bad("'" + operator + "' is not an operator");
        };
    return value -> test.test(value.toLowerCase(Locale.ROOT));
  }
}
