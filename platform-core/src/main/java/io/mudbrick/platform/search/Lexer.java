package io.mudbrick.platform.search;

import java.util.ArrayList;
import java.util.List;

/** Cuts a filter into words. One pass, no look-back: time grows with the length only. */
final class Lexer {
  private static final String OPERATOR_CHARACTERS = "=!<>";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '\'') {
        quoted(c, Token.Kind.SINGLE_QUOTED);
      } else if (c == '"') {
        quoted(c, Token.Kind.DOUBLE_QUOTED);
      } else if (c == '`') {
        quoted(c, Token.Kind.BACKTICKED);
      } else if (startsNumber(c)) {
        number();
      } else if (isWordCharacter(c)) {
        word();
      } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
        operator();
      } else {
        add(Token.Kind.MARK, at, at + 1);
      }
    }
  }

  private boolean startsNumber(char c) {
    if (Character.isDigit(c)) {
      return true;
    }
    boolean digitFollows = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    boolean dotFollows = at + 1 < text.length() && text.charAt(at + 1) == '.';
    // A point after a word belongs to an identifier: metrics.1 is one.
    boolean afterWord = at > 0 && !Character.isWhitespace(text.charAt(at - 1)) && c == '.';
    boolean glued = afterWord && OPERATOR_CHARACTERS.indexOf(text.charAt(at - 1)) < 0;
    return ((c == '-' || c == '+') && (digitFollows || dotFollows))
        || (c == '.' && digitFollows && !glued);
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }

  private void quoted(char quote, Token.Kind kind) {
    StringBuilder content = new StringBuilder();
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != quote) {
        content.append(c);
      } else if (at < text.length() && text.charAt(at) == quote) {
        content.append(quote);
        at++;
      } else {
        tokens.add(new Token(kind, content.toString(), text.substring(start, at)));
        return;
      }
    }
    throw Wording.invalid(
        "Filter string is ill-terminated: the quote in "
            + FilterParser.shortened(text.substring(start))
            + " is not closed");
  }

  private void number() {
    int start = at++;
    while (at < text.length() && continuesNumber(text.charAt(at), text.charAt(at - 1))) {
      at++;
    }
    String source = text.substring(start, at);
    boolean wordFollows = at < text.length() && isWordCharacter(text.charAt(at));
    if (wordFollows) {
      // 1abc is a word, as in an unquoted key that starts with a digit.
      while (at < text.length() && isWordCharacter(text.charAt(at))) {
        at++;
      }
      source = text.substring(start, at);
      tokens.add(new Token(Token.Kind.WORD, source, source));
    } else {
      tokens.add(new Token(Token.Kind.NUMBER, source, source));
    }
  }

  private static boolean continuesNumber(char c, char before) {
    boolean sign = (c == '-' || c == '+') && (before == 'e' || before == 'E');
    return Character.isDigit(c) || c == '.' || c == 'e' || c == 'E' || sign;
  }

  private void word() {
    int start = at;
    while (at < text.length() && isWordCharacter(text.charAt(at))) {
      at++;
    }
    String source = text.substring(start, at);
    tokens.add(new Token(Token.Kind.WORD, source, source));
  }

  private void operator() {
    int start = at;
    while (at < text.length() && OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String source = text.substring(start, at);
    tokens.add(new Token(Token.Kind.OPERATOR, source, source));
  }

  private void add(Token.Kind kind, int start, int end) {
    String source = text.substring(start, end);
    tokens.add(new Token(kind, source, source));
    at = end;
  }
}
