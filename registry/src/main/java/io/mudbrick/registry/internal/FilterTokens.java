package io.mudbrick.registry.internal;

import io.mudbrick.registry.RegistryErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a filter apart, from left to right. */
final class FilterTokens {
  private static final Pattern NAME = Pattern.compile("[\\w-]+");
  private static final Pattern OPERATOR =
      Pattern.compile("!=|>=|<=|=|>|<|(?:I?LIKE|IN|NOT\\s+IN)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
  private static final Pattern AND = Pattern.compile("AND\\b", Pattern.CASE_INSENSITIVE);

  private final String text;
  private int at;

  FilterTokens(String text) {
    this.text = text;
    skipBlanks();
  }

  boolean atEnd() {
    return at == text.length();
  }

  void expectAnd() {
    take(AND, "Invalid clause(s) in filter string: '" + rest() + "'");
  }

  /** A bare, back-quoted or double-quoted name. */
  String identifier() {
    if (!atEnd() && (text.charAt(at) == '`' || text.charAt(at) == '"')) {
      return quoted(text.charAt(at));
    }
    return take(NAME, "Invalid clause(s) in filter string: '" + rest() + "'");
  }

  boolean skip(char wanted) {
    boolean there = !atEnd() && text.charAt(at) == wanted;
    if (there) {
      at++;
      skipBlanks();
    }
    return there;
  }

  String operator() {
    return take(OPERATOR, "Invalid clause(s) in filter string: '" + rest() + "'")
        .toUpperCase(Locale.ROOT);
  }

  String string(String key) {
    if (!atEnd() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
      return quoted(text.charAt(at));
    }
    throw RegistryErrors.badFilter(
        "Expected a quoted string value for " + key + ". Got value " + rest());
  }

  String number(String key) {
    return take(NUMBER, "Expected numeric value type for " + key + ". Got value " + rest());
  }

  List<String> list(String key) {
    List<String> values = new ArrayList<>();
    if (!skip('(')) {
      throw RegistryErrors.badFilter("Expected a list of quoted strings for " + key);
    }
    do {
      values.add(string(key));
    } while (skip(','));
    if (!skip(')')) {
      throw RegistryErrors.badFilter("Filter string is ill-terminated: " + text);
    }
    return List.copyOf(values);
  }

  private String quoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw RegistryErrors.badFilter("Filter string is ill-terminated: " + text);
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    skipBlanks();
    return value;
  }

  private String take(Pattern pattern, String otherwise) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw RegistryErrors.badFilter(otherwise);
    }
    at = matcher.end();
    skipBlanks();
    return matcher.group();
  }

  private String rest() {
    return text.substring(at);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
