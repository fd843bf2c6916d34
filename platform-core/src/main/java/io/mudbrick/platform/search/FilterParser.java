package io.mudbrick.platform.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code metrics.auc > 0.9 AND tags.team = 'a'}: comparisons joined by AND, nothing else, and
 * no recursion, so that nothing that a stranger sends is deep.
 */
final class FilterParser {
  /** Each becomes a part of one SQL statement, of which the databases bear some hundreds. */
  static final int MOST_CLAUSES = 200;

  /** A message repeats a part of the filter, but not a megabyte of it. */
  private static final int MOST_SHOWN = 500;

  private final String text;
  private final Wording wording;
  private final List<Token> tokens;
  private int at;

  private FilterParser(String text, Wording wording) {
    this.text = text;
    this.wording = wording;
    this.tokens = Lexer.tokens(text);
  }

  /** The clauses of a filter. */
  static List<Clause> parse(String filter, Wording wording) {
    FilterParser parser = new FilterParser(filter, wording);
    parser.oneStatement();
    List<Clause> clauses = new ArrayList<>();
    while (parser.at < parser.tokens.size()) {
      if (!clauses.isEmpty()) {
        parser.and();
      }
      int start = parser.at;
      Clause clause = parser.clause();
      if (clause == null) {
        throw parser.invalid(start);
      }
      clauses.add(clause);
      if (clauses.size() > MOST_CLAUSES) {
        throw Wording.invalid("Filter string has more than " + MOST_CLAUSES + " comparisons");
      }
    }
    return clauses;
  }

  /** Reads <code>metrics.`val loss` DESC</code>. */
  static OrderKey orderKey(String clause) {
    FilterParser parser = new FilterParser(clause, Wordings.RUNS);
    Identifier identifier = parser.identifier();
    int rest = parser.tokens.size() - parser.at;
    if (identifier == null
        || rest > 1
        || (rest == 1 && parser.tokens.get(parser.at).kind() != Token.Kind.WORD)) {
      throw Wording.invalid(
          "Invalid order_by clause '" + shortened(clause) + "'. Could not be parsed.");
    }
    if (rest == 0 || parser.tokens.get(parser.at).isWord("ASC")) {
      return new OrderKey(identifier, true);
    }
    if (parser.tokens.get(parser.at).isWord("DESC")) {
      return new OrderKey(identifier, false);
    }
    throw Wording.invalid("Invalid ordering key in order_by clause '" + shortened(clause) + "'.");
  }

  private void oneStatement() {
    for (int i = 0; i < tokens.size() - 1; i++) {
      if (tokens.get(i).isMark(';')) {
        throw wording.severalStatements(shortened(text));
      }
    }
  }

  private void and() {
    if (!tokens.get(at).isWord("AND")) {
      throw invalid(at);
    }
    at++;
    if (at == tokens.size()) {
      throw Wording.invalid("Filter string is ill-terminated: '" + shortened(text) + "'");
    }
  }

  /** The clause here, or nothing when there is none. */
  private @Nullable Clause clause() {
    Identifier left = identifier();
    if (left == null || at == tokens.size()) {
      return null;
    }
    Token token = tokens.get(at++);
    if (token.kind() == Token.Kind.OPERATOR) {
      return valued(left, token.text(), symbol(token.text()));
    }
    if (token.kind() != Token.Kind.WORD) {
      return null;
    }
    return switch (token.text().toUpperCase(Locale.ROOT)) {
      case "LIKE" -> valued(left, "LIKE", Comparator.LIKE);
      case "ILIKE" -> valued(left, "ILIKE", Comparator.ILIKE);
      case "RLIKE" -> valued(left, "RLIKE", Comparator.RLIKE);
      case "IN" -> valued(left, "IN", Comparator.IN);
      case "NOT" ->
          skipWord("IN")
              ? valued(left, "NOT IN", Comparator.NOT_IN)
              : skipWord("LIKE") ? valued(left, "NOT LIKE", null) : null;
      case "IS" -> nullTest(left);
      default -> null;
    };
  }

  private static @Nullable Comparator symbol(String operator) {
    return switch (operator) {
      case "=" -> Comparator.EQUAL;
      case "!=" -> Comparator.NOT_EQUAL;
      case ">" -> Comparator.GREATER;
      case ">=" -> Comparator.GREATER_OR_EQUAL;
      case "<" -> Comparator.LESS;
      case "<=" -> Comparator.LESS_OR_EQUAL;
      default -> null;
    };
  }

  private @Nullable Clause nullTest(Identifier left) {
    Comparator comparator = skipWord("NOT") ? Comparator.IS_NOT_NULL : Comparator.IS_NULL;
    return skipWord("NULL")
        ? new Clause(left, comparator.sql(), comparator, new Literal.None())
        : null;
  }

  private boolean skipWord(String word) {
    boolean there = at < tokens.size() && tokens.get(at).isWord(word);
    at += there ? 1 : 0;
    return there;
  }

  private @Nullable Clause valued(
      Identifier left, String operator, @Nullable Comparator comparator) {
    Literal value = value();
    return value == null ? null : new Clause(left, operator, comparator, value);
  }

  private @Nullable Identifier identifier() {
    int start = at;
    StringBuilder rest = new StringBuilder();
    Token first = part(start);
    if (first == null) {
      return null;
    }
    boolean dotted = false;
    while (at < tokens.size() && tokens.get(at).isMark('.')) {
      at++;
      Token part = part(start);
      if (part == null) {
        return null;
      }
      rest.append(dotted ? "." : "").append(part.text());
      dotted = true;
    }
    if (dotted) {
      return new Identifier(first.text(), rest.toString());
    }
    // `metrics.a b` quotes the whole identifier instead of its key.
    int dot = first.kind() == Token.Kind.WORD ? -1 : first.text().indexOf('.');
    return dot < 0
        ? new Identifier("", first.text())
        : new Identifier(first.text().substring(0, dot), first.text().substring(dot + 1));
  }

  private @Nullable Token part(int start) {
    if (at == tokens.size()) {
      return null;
    }
    Token token = tokens.get(at);
    boolean fits =
        switch (token.kind()) {
          case WORD, BACKTICKED, DOUBLE_QUOTED -> true;
          case NUMBER -> at > start; // metrics.1
          case SINGLE_QUOTED, OPERATOR, MARK -> false;
        };
    at += fits ? 1 : 0;
    return fits ? token : null;
  }

  private @Nullable Literal value() {
    if (at == tokens.size()) {
      return null;
    }
    Token token = tokens.get(at);
    if (token.isMark('(')) {
      return texts();
    }
    at++;
    return switch (token.kind()) {
      case SINGLE_QUOTED, DOUBLE_QUOTED -> new Literal.Text(token.text(), token.source());
      case NUMBER -> number(token);
      case WORD, BACKTICKED -> new Literal.Bare(token.source());
      case OPERATOR, MARK -> null;
    };
  }

  private static @Nullable Literal number(Token token) {
    try {
      return new Literal.Numeric(Double.parseDouble(token.text()), token.source());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Literal texts() {
    int open = at++;
    List<String> values = new ArrayList<>();
    boolean other = false;
    while (at < tokens.size() && !tokens.get(at).isMark(')')) {
      Token token = tokens.get(at++);
      if (token.isString()) {
        values.add(token.text());
      } else {
        other = true;
      }
      if (at < tokens.size() && !tokens.get(at).isMark(')') && !tokens.get(at++).isMark(',')) {
        throw badList("ill-formed list.");
      }
    }
    if (at++ >= tokens.size()) {
      throw badList("ill-formed list.");
    }
    if (other) {
      throw Wording.invalid(
          "While parsing a list in the query, expected string value, punctuation, or whitespace,"
              + " but got different type in list: "
              + source(open, at));
    }
    if (values.isEmpty()) {
      throw badList("empty list");
    }
    return new Literal.Texts(values, source(open, at));
  }

  private static RuntimeException badList(String got) {
    return Wording.invalid(
        "While parsing a list in the query, expected a non-empty list of string values, but got "
            + got);
  }

  /** Names what is no comparison, wherever it is; if that is not clear, what is from here on. */
  private RuntimeException invalid(int start) {
    List<String> parts = new ArrayList<>();
    at = 0;
    while (at < tokens.size() && parts.size() < 10) {
      int from = at;
      if (tokens.get(at).isWord("AND")) {
        at++;
      } else if (clause() == null) {
        at = from;
        parts.add(shortened(source(from, group())));
      }
    }
    if (parts.isEmpty()) {
      parts.add(shortened(source(Math.min(start, tokens.size()), tokens.size())));
    }
    return wording.invalidClauses(shortened(text), parts);
  }

  /** Passes over an identifier, a parenthesis with what it holds, or else one word. */
  private int group() {
    int start = at;
    if (identifier() != null) {
      return at;
    }
    at = start;
    int depth = 0;
    do {
      Token token = tokens.get(at++);
      depth += token.isMark('(') ? 1 : 0;
      depth -= token.isMark(')') ? 1 : 0;
    } while (depth > 0 && at < tokens.size());
    return at;
  }

  private String source(int from, int to) {
    StringBuilder source = new StringBuilder();
    boolean glued = true;
    for (Token token : tokens.subList(from, Math.min(to, tokens.size()))) {
      glued |= token.isMark('.') || token.isMark(',') || token.isMark(')');
      source.append(glued ? "" : " ").append(token.source());
      glued = token.isMark('.') || token.isMark('(');
      if (source.length() > MOST_SHOWN) {
        break;
      }
    }
    return source.toString();
  }

  static String shortened(String source) {
    return source.length() <= MOST_SHOWN ? source : source.substring(0, MOST_SHOWN) + "...";
  }
}
