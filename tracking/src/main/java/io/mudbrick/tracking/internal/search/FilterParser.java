package io.mudbrick.tracking.internal.search;

import io.mudbrick.tracking.TrackingErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads {@code metrics.auc > 0.9 AND tags.team = 'a'}: comparisons joined by AND, nothing else.
 * What an identifier means, and which comparisons it allows, the search's {@link Grammar} says.
 */
public final class FilterParser {
  /** Each becomes a part of one SQL statement, of which the databases bear some hundreds. */
  private static final int MOST_CLAUSES = 200;

  private final String text;
  private final List<Token> tokens;
  private int at;

  private FilterParser(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  /** The clauses of a filter; none for a blank one. */
  public static List<Clause> parse(String filter) {
    FilterParser parser = new FilterParser(filter);
    List<Clause> clauses = new ArrayList<>();
    while (parser.at < parser.tokens.size()) {
      if (!clauses.isEmpty()) {
        parser.and();
      }
      clauses.add(parser.clause());
      if (clauses.size() > MOST_CLAUSES) {
        throw TrackingErrors.badSearch(
            "Filter string has more than " + MOST_CLAUSES + " comparisons");
      }
    }
    return clauses;
  }

  /** Reads an identifier from the start of {@code text}; for the keys of an order. */
  static Identifier identifier(String text) {
    FilterParser parser = new FilterParser(text);
    Identifier identifier = parser.identifier();
    if (parser.at < parser.tokens.size()) {
      throw parser.invalidFrom(parser.at);
    }
    return identifier;
  }

  private void and() {
    if (!tokens.get(at).isWord("AND")) {
      throw invalidFrom(at);
    }
    at++;
    if (at == tokens.size()) {
      throw TrackingErrors.badSearch("Filter string is ill-terminated: '" + text + "'");
    }
  }

  private Clause clause() {
    int start = at;
    Identifier left = identifier();
    Comparator comparator = comparator(start);
    Literal right;
    if (comparator.isNullTest()) {
      right = new Literal.None();
    } else if (comparator.isList()) {
      right = texts(start);
    } else {
      right = value(start);
    }
    return new Clause(left, comparator, right);
  }

  private Identifier identifier() {
    int start = at;
    StringBuilder rest = new StringBuilder();
    String first = part(start).text();
    boolean whole = tokens.get(at - 1).kind() != Token.Kind.WORD;
    boolean dotted = false;
    while (at < tokens.size() && tokens.get(at).isMark('.')) {
      at++;
      rest.append(dotted ? "." : "").append(part(start).text());
      dotted = true;
    }
    if (dotted) {
      return new Identifier(first, rest.toString());
    }
    // `metrics.a b` quotes the whole identifier instead of its key.
    int dot = whole ? first.indexOf('.') : -1;
    return dot < 0
        ? new Identifier("", first)
        : new Identifier(first.substring(0, dot), first.substring(dot + 1));
  }

  private Token part(int start) {
    if (at < tokens.size()) {
      Token token = tokens.get(at);
      boolean fits =
          switch (token.kind()) {
            case WORD, BACKTICKED, DOUBLE_QUOTED -> true;
            case NUMBER -> at > start; // metrics.1
            case SINGLE_QUOTED, OPERATOR, MARK -> false;
          };
      if (fits) {
        at++;
        return token;
      }
    }
    throw invalidFrom(start);
  }

  private Comparator comparator(int start) {
    if (at == tokens.size()) {
      throw invalidFrom(start);
    }
    Token token = tokens.get(at++);
    if (token.kind() == Token.Kind.OPERATOR) {
      return switch (token.text()) {
        case "=" -> Comparator.EQUAL;
        case "!=" -> Comparator.NOT_EQUAL;
        case ">" -> Comparator.GREATER;
        case ">=" -> Comparator.GREATER_OR_EQUAL;
        case "<" -> Comparator.LESS;
        case "<=" -> Comparator.LESS_OR_EQUAL;
        default -> throw invalidFrom(start);
      };
    }
    if (token.kind() != Token.Kind.WORD) {
      throw invalidFrom(start);
    }
    return switch (token.text().toUpperCase(Locale.ROOT)) {
      case "LIKE" -> Comparator.LIKE;
      case "ILIKE" -> Comparator.ILIKE;
      case "IN" -> Comparator.IN;
      case "NOT" -> {
        expectWord("IN", start);
        yield Comparator.NOT_IN;
      }
      case "IS" -> {
        boolean not = at < tokens.size() && tokens.get(at).isWord("NOT");
        at += not ? 1 : 0;
        expectWord("NULL", start);
        yield not ? Comparator.IS_NOT_NULL : Comparator.IS_NULL;
      }
      default -> throw invalidFrom(start);
    };
  }

  private void expectWord(String word, int start) {
    if (at == tokens.size() || !tokens.get(at).isWord(word)) {
      throw invalidFrom(start);
    }
    at++;
  }

  private Literal value(int start) {
    if (at == tokens.size()) {
      throw invalidFrom(start);
    }
    Token token = tokens.get(at++);
    if (token.isString()) {
      return new Literal.Text(token.text(), token.source());
    }
    if (token.kind() == Token.Kind.NUMBER) {
      try {
        return new Literal.Numeric(Double.parseDouble(token.text()), token.source());
      } catch (NumberFormatException e) {
        throw invalidFrom(start);
      }
    }
    throw invalidFrom(start);
  }

  private Literal texts(int start) {
    int open = at;
    List<String> values = new ArrayList<>();
    mark('(', start);
    do {
      if (at == tokens.size() || !tokens.get(at).isString()) {
        throw TrackingErrors.badSearch(
            "While parsing a list in the query, expected a non-empty list of string values, but"
                + " got "
                + sourceFrom(open));
      }
      values.add(tokens.get(at++).text());
    } while (skip(','));
    mark(')', start);
    return new Literal.Texts(values, sourceFrom(open));
  }

  private boolean skip(char mark) {
    if (at < tokens.size() && tokens.get(at).isMark(mark)) {
      at++;
      return true;
    }
    return false;
  }

  private void mark(char mark, int start) {
    if (!skip(mark)) {
      throw invalidFrom(start);
    }
  }

  private RuntimeException invalidFrom(int start) {
    return TrackingErrors.badSearch(
        "Invalid clause(s) in filter string: '" + sourceFrom(start) + "'");
  }

  private String sourceFrom(int start) {
    StringBuilder source = new StringBuilder();
    boolean glued = true;
    for (Token token : tokens.subList(Math.min(start, tokens.size()), tokens.size())) {
      glued |= token.isMark('.');
      source.append(glued ? "" : " ").append(token.source());
      glued = token.isMark('.');
    }
    return source.toString();
  }
}
