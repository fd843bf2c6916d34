package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.internal.expr.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts the text of an expression into tokens. */
final class Lexer {
  private static final List<String> LONG_OPERATORS =
      List.of("<=>", "<>", "<=", ">=", "!=", "==", "||", "::");
  private static final String OPERATORS = "+-*/%=<>()[],.&|^~!";

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  static List<Token> tokens(String sql) {
    Lexer lexer = new Lexer(sql);
    while (lexer.skip()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Kind.END, "", sql.length(), sql.length()));
    return lexer.tokens;
  }

  /** Passes blanks and comments; whether anything is left. */
  private boolean skip() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
          throw ExprErrors.syntax(sql, at, "/*");
        }
        at = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private void next() {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      string(at, false);
    } else if ((c == 'r' || c == 'R') && at + 1 < sql.length() && quote(sql.charAt(at + 1))) {
      at++;
      string(at - 1, true);
    } else if (c == '`') {
      quoted();
    } else if (digit(at) || (c == '.' && digit(at + 1) && !afterName())) {
      number();
    } else if (Character.isLetter(c) || c == '_') {
      int start = at;
      while (at < sql.length()
          && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
        at++;
      }
      add(Kind.WORD, sql.substring(start, at), start);
    } else {
      operator();
    }
  }

  private static boolean quote(char c) {
    return c == '\'' || c == '"';
  }

  private boolean afterName() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.isName() || last.is("]") || last.is(")");
  }

  private boolean digit(int index) {
    return index < sql.length() && sql.charAt(index) >= '0' && sql.charAt(index) <= '9';
  }

  private void operator() {
    for (String operator : LONG_OPERATORS) {
      if (sql.startsWith(operator, at)) {
        at += operator.length();
        add(Kind.OPERATOR, operator, at - operator.length());
        return;
      }
    }
    String operator = sql.substring(at, at + 1);
    if (!OPERATORS.contains(operator)) {
      throw ExprErrors.syntax(sql, at, operator);
    }
    at++;
    add(Kind.OPERATOR, operator, at - 1);
  }

  private void quoted() {
    int start = at++;
    StringBuilder name = new StringBuilder();
    while (true) {
      int end = sql.indexOf('`', at);
      if (end < 0) {
        throw ExprErrors.syntax(sql, start, "`");
      }
      name.append(sql, at, end);
      at = end + 1;
      if (at < sql.length() && sql.charAt(at) == '`') {
        name.append('`');
        at++;
      } else {
        break;
      }
    }
    add(Kind.QUOTED, name.toString(), start);
  }

  private void number() {
    int start = at;
    digits();
    if (at < sql.length() && sql.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
      int sign = at + 1 < sql.length() && "+-".indexOf(sql.charAt(at + 1)) >= 0 ? 1 : 0;
      if (digit(at + 1 + sign)) {
        at += 1 + sign;
        digits();
      }
    }
    while (at < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
      at++;
    }
    add(Kind.NUMBER, sql.substring(start, at), start);
  }

  private void digits() {
    while (digit(at)) {
      at++;
    }
  }

  private void string(int start, boolean raw) {
    char quote = sql.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (true) {
      if (at >= sql.length()) {
        throw ExprErrors.syntax(sql, start, String.valueOf(quote));
      }
      char c = sql.charAt(at++);
      if (c == quote) {
        if (raw || at >= sql.length() || sql.charAt(at) != quote) {
          break;
        }
        value.append(quote);
        at++;
      } else if (c == '\\' && !raw && at < sql.length()) {
        escape(value);
      } else {
        value.append(c);
      }
    }
    add(Kind.STRING, value.toString(), start);
  }

  private void escape(StringBuilder value) {
    char c = sql.charAt(at++);
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'b' -> value.append('\b');
      case '0' -> value.append('\0');
      case 'Z' -> value.append('\u001a');
      // LIKE needs these two as they are.
      case '%', '_' -> value.append('\\').append(c);
      case 'u' -> {
        if (at + 4 <= sql.length() && sql.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
          value.append((char) Integer.parseInt(sql.substring(at, at + 4), 16));
          at += 4;
        } else {
          value.append('u');
        }
      }
      default -> value.append(c);
    }
  }

  private void add(Kind kind, String text, int start) {
    tokens.add(new Token(kind, text, start, at));
  }
}
