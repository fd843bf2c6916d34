package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands between operators: constants, names, calls, and the forms with words in them. */
record Primary(Parser parser) {
  /** Words that cannot be the name of a column without back-ticks. */
  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "or",
          "not",
          "in",
          "is",
          "like",
          "ilike",
          "between",
          "case",
          "when",
          "then",
          "else",
          "end",
          "null",
          "true",
          "false",
          "select",
          "from",
          "where",
          "escape",
          "distinct");

  private static final Set<String> WITHOUT_PARENTHESES =
      Set.of("current_date", "current_timestamp", "current_user", "session_user", "user");

  Ast parse() {
    Token token = parser.peek();
    return switch (token.kind()) {
      case NUMBER -> Literals.number(parser.sql, parser.take(), false);
      case STRING -> new Ast.Literal(SqlType.STRING, strings(), token.position());
      case QUOTED -> name(parser.take());
      case WORD -> word(parser.take());
      case OPERATOR -> parenthesis();
      case END -> throw parser.unexpected();
    };
  }

  private String strings() {
    StringBuilder text = new StringBuilder();
    while (parser.peek().kind() == Kind.STRING) {
      text.append(parser.take().text());
    }
    return text.toString();
  }

  private Ast parenthesis() {
    parser.expect("(");
    Ast inner = parser.expression();
    parser.expect(")");
    return inner;
  }

  private Ast word(Token word) {
    int position = word.position();
    boolean call = parser.peek().is("(");
    if (parser.peek().kind() == Kind.STRING) {
      Ast typed = Literals.typed(parser.sql, word, parser.peek());
      if (typed != null) {
        parser.take();
        return typed;
      }
    }
    switch (word.lower()) {
      case "null":
        return new Ast.Literal(SqlType.VOID, null, position);
      case "true", "false":
        return Parser.truth(word.isWord("true"), position);
      case "case":
        return choice(position);
      case "cast", "try_cast":
        if (call) {
          return cast(position, word.isWord("try_cast"));
        }
        break;
      case "extract":
        if (call) {
          return extract(position);
        }
        break;
      case "trim":
        if (call) {
          return trim(word);
        }
        break;
      case "substring", "substr":
        if (call) {
          return worded(word);
        }
        break;
      case "interval":
        if (!call && parser.peek().kind() != Kind.END && !parser.peek().is(".")) {
          if (parser.peek().kind() == Kind.NUMBER
              || parser.peek().kind() == Kind.STRING
              || parser.peek().is("-")) {
            return interval(position);
          }
        }
        break;
      default:
        break;
    }
    if (!call && WITHOUT_PARENTHESES.contains(word.lower()) && !parser.peek().is(".")) {
      return Ast.Call.of(position, word.lower());
    }
    if (RESERVED.contains(word.lower())) {
      throw ExprErrors.syntax(parser.sql, position, word.text());
    }
    return name(word);
  }

  private Ast name(Token first) {
    List<String> parts = new ArrayList<>(List.of(first.text()));
    while (parser.peek().is(".") && parser.peek(1).isName()) {
      parser.take();
      parts.add(parser.take().text());
    }
    if (!parser.accept("(")) {
      return new Ast.Name(List.copyOf(parts), first.position());
    }
    List<Ast> arguments = new ArrayList<>();
    if (!parser.accept(")")) {
      do {
        arguments.add(parser.expression());
      } while (parser.accept(","));
      parser.expect(")");
    }
    return new Ast.Call(List.copyOf(parts), List.copyOf(arguments), first.position());
  }

  private Ast choice(int position) {
    Ast operand = parser.peek().isWord("when") ? null : parser.expression();
    List<Ast> conditions = new ArrayList<>();
    List<Ast> results = new ArrayList<>();
    while (parser.acceptWord("when")) {
      int at = parser.peek().position();
      Ast condition = parser.expression();
      conditions.add(operand == null ? condition : Ast.Call.of(at, "=", operand, condition));
      parser.expectWord("then");
      results.add(parser.expression());
    }
    if (conditions.isEmpty()) {
      throw parser.unexpected();
    }
    Ast otherwise = parser.acceptWord("else") ? parser.expression() : null;
    parser.expectWord("end");
    return new Ast.Case(List.copyOf(conditions), List.copyOf(results), otherwise, position);
  }

  private Ast cast(int position, boolean tried) {
    parser.expect("(");
    Ast value = parser.expression();
    parser.expectWord("as");
    SqlType type = type();
    parser.expect(")");
    return new Ast.Cast(value, type, tried, position);
  }

  /** A type: the text up to where its brackets are closed. */
  SqlType type() {
    int start = parser.peek().position();
    int end = start;
    int open = 0;
    if (!parser.peek().isName()) {
      throw parser.unexpected();
    }
    do {
      Token token = parser.take();
      if (token.kind() == Kind.END) {
        throw parser.unexpected();
      }
      end = token.end();
      if (token.is("<") || token.is("(")) {
        open++;
      } else if (token.is(">") || token.is(")")) {
        open--;
      }
    } while (open > 0 || parser.peek().is("(") || (parser.peek().is("<") && nested(start, end)));
    return TypeParser.parse(parser.sql.substring(start, end));
  }

  private boolean nested(int start, int end) {
    String word = parser.sql.substring(start, end).strip().toLowerCase(Locale.ROOT);
    return word.equals("array") || word.equals("map") || word.equals("struct");
  }

  private Ast extract(int position) {
    parser.expect("(");
    String part = parser.name();
    parser.expectWord("from");
    Ast value = parser.expression();
    parser.expect(")");
    return Ast.Call.of(
        position, "date_part", new Ast.Literal(SqlType.STRING, part, position), value);
  }

  /** {@code TRIM([BOTH|LEADING|TRAILING] [x] FROM y)}, or the plain call. */
  private Ast trim(Token word) {
    parser.expect("(");
    String function = "btrim";
    if (parser.acceptWord("leading")) {
      function = "ltrim_of";
    } else if (parser.acceptWord("trailing")) {
      function = "rtrim_of";
    } else {
      parser.acceptWord("both");
    }
    if (parser.acceptWord("from")) {
      Ast value = parser.expression();
      parser.expect(")");
      Ast blank = new Ast.Literal(SqlType.STRING, " ", word.position());
      return Ast.Call.of(word.position(), function, value, blank);
    }
    Ast first = parser.expression();
    if (parser.acceptWord("from")) {
      Ast value = parser.expression();
      parser.expect(")");
      return Ast.Call.of(word.position(), function, value, first);
    }
    parser.expect(")");
    return Ast.Call.of(word.position(), "trim", first);
  }

  /** {@code SUBSTRING(x FROM a FOR b)}, or the plain call. */
  private Ast worded(Token word) {
    parser.expect("(");
    List<Ast> arguments = new ArrayList<>();
    if (parser.accept(")")) {
      return Ast.Call.of(word.position(), word.lower());
    }
    Ast first = parser.expression();
    arguments.add(first);
    while (parser.accept(",") || parser.acceptWord("from") || parser.acceptWord("for")) {
      arguments.add(parser.expression());
    }
    parser.expect(")");
    return new Ast.Call(List.of(word.lower()), List.copyOf(arguments), word.position());
  }

  /** {@code INTERVAL 3 DAYS}: a call that only addition and subtraction understand. */
  private Ast interval(int position) {
    boolean negative = parser.accept("-");
    Token number = parser.take();
    String unit = parser.name();
    String digits = number.text().strip();
    if (!digits.matches("-?\\d{1,18}")) {
      throw ExprErrors.badLiteral(parser.sql, position, number.text(), "INTERVAL");
    }
    long count = Long.parseLong(digits);
    return Ast.Call.of(
        position,
        "interval",
        new Ast.Literal(SqlType.LONG, negative ? -count : count, position),
        new Ast.Literal(SqlType.STRING, unit, position));
  }
}
