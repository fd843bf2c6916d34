package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the text of an expression into a tree, by recursive descent with Spark's precedences. */
public final class Parser {
  static final int LONGEST = 65_536;
  private static final int DEEPEST = 200;
  private static final Map<String, String> COMPARISONS =
      Map.of(
          "=", "=", "==", "=", "<>", "!=", "!=", "!=", "<", "<", "<=", "<=", ">", ">", ">=", ">=",
          "<=>", "<=>");

  final String sql;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(String sql) {
    this.sql = sql;
    this.tokens = Lexer.tokens(sql);
  }

  public static Ast parse(String sql) {
    if (sql.length() > LONGEST) {
      throw ExprErrors.tooLong(LONGEST);
    }
    Parser parser = new Parser(sql);
    Ast tree = parser.expression();
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected();
    }
    return tree;
  }

  Ast expression() {
    enter();
    Ast first = conjunction();
    if (peek().isWord("or")) {
      List<Ast> terms = new ArrayList<>(List.of(first));
      int position = peek().position();
      while (acceptWord("or")) {
        terms.add(conjunction());
      }
      first = new Ast.Call(List.of("or"), List.copyOf(terms), position);
    }
    depth--;
    return first;
  }

  private Ast conjunction() {
    Ast first = negation();
    if (peek().isWord("and")) {
      List<Ast> terms = new ArrayList<>(List.of(first));
      int position = peek().position();
      while (acceptWord("and")) {
        terms.add(negation());
      }
      first = new Ast.Call(List.of("and"), List.copyOf(terms), position);
    }
    return first;
  }

  private Ast negation() {
    Token token = peek();
    if (acceptWord("not") || accept("!")) {
      enter();
      Ast negated = Ast.Call.of(token.position(), "not", negation());
      depth--;
      return negated;
    }
    return predicate();
  }

  private Ast predicate() {
    Ast value = comparison();
    while (true) {
      Token token = peek();
      int position = token.position();
      if (acceptWord("is")) {
        value = is(value, position);
        continue;
      }
      boolean not = token.isWord("not");
      String word = (not ? peek(1) : token).lower();
      if (!List.of("in", "between", "like", "ilike", "rlike", "regexp").contains(word)
          || (not ? peek(1) : token).kind() != Kind.WORD) {
        return value;
      }
      at += not ? 2 : 1;
      Ast test = test(value, word, position);
      value = not ? Ast.Call.of(position, "not", test) : test;
    }
  }

  private Ast test(Ast value, String word, int position) {
    switch (word) {
      case "in":
        expect("(");
        List<Ast> choices = new ArrayList<>(List.of(value));
        do {
          choices.add(expression());
        } while (accept(","));
        expect(")");
        return new Ast.Call(List.of("in"), List.copyOf(choices), position);
      case "between":
        Ast low = comparison();
        expectWord("and");
        Ast high = comparison();
        return Ast.Call.of(
            position,
            "and",
            Ast.Call.of(position, ">=", value, low),
            Ast.Call.of(position, "<=", value, high));
      case "like", "ilike":
        Ast pattern = comparison();
        if (acceptWord("escape")) {
          return Ast.Call.of(position, word, value, pattern, comparison());
        }
        return Ast.Call.of(position, word, value, pattern);
      default:
        return Ast.Call.of(position, "rlike", value, comparison());
    }
  }

  private Ast is(Ast value, int position) {
    boolean not = acceptWord("not");
    Ast test;
    if (acceptWord("null")) {
      test = Ast.Call.of(position, "isnull", value);
    } else if (acceptWord("true")) {
      test = Ast.Call.of(position, "<=>", value, truth(true, position));
    } else if (acceptWord("false")) {
      test = Ast.Call.of(position, "<=>", value, truth(false, position));
    } else if (acceptWord("distinct")) {
      expectWord("from");
      Ast same = Ast.Call.of(position, "<=>", value, comparison());
      return not ? same : Ast.Call.of(position, "not", same);
    } else {
      throw unexpected();
    }
    return not ? Ast.Call.of(position, "not", test) : test;
  }

  static Ast truth(boolean value, int position) {
    return new Ast.Literal(SqlType.BOOLEAN, value, position);
  }

  private Ast comparison() {
    Ast left = binary(0);
    while (peek().kind() == Kind.OPERATOR && COMPARISONS.containsKey(peek().text())) {
      Token operator = take();
      String name = COMPARISONS.getOrDefault(operator.text(), operator.text());
      left = Ast.Call.of(operator.position(), name, left, binary(0));
    }
    return left;
  }

  private static final List<List<String>> LEVELS =
      List.of(
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("+", "-", "||"),
          List.of("*", "/", "%", "div"));

  private Ast binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Ast left = binary(level + 1);
    int chained = 0;
    while (isOperator(LEVELS.get(level))) {
      Token operator = take();
      Ast right = binary(level + 1);
      left = Ast.Call.of(operator.position(), operator.lower(), left, right);
      // A chain leans to the left: it is as deep as it is long.
      chained++;
      enter();
    }
    depth -= chained;
    return left;
  }

  private boolean isOperator(List<String> operators) {
    Token token = peek();
    return (operators.contains(token.text()) && token.kind() == Kind.OPERATOR)
        || (token.isWord("div") && operators.contains("div"));
  }

  private Ast unary() {
    Token token = peek();
    if (token.is("-") && peek(1).kind() == Kind.NUMBER && !peek(2).is("::")) {
      at++;
      return postfix(Literals.number(sql, take(), true));
    }
    if (token.is("-") || token.is("+") || token.is("~")) {
      at++;
      enter();
      Ast operand = unary();
      depth--;
      String name = token.is("-") ? "negative" : token.is("+") ? "positive" : "~";
      return Ast.Call.of(token.position(), name, operand);
    }
    return postfix(new Primary(this).parse());
  }

  private Ast postfix(Ast value) {
    while (true) {
      int position = peek().position();
      if (accept(".")) {
        value = new Ast.Field(value, name(), position);
      } else if (accept("[")) {
        value = Ast.Call.of(position, "[]", value, expression());
        expect("]");
      } else if (accept("::")) {
        value = new Ast.Cast(value, new Primary(this).type(), false, position);
      } else {
        return value;
      }
    }
  }

  // What the parts of the parser share.

  private void enter() {
    if (++depth > DEEPEST) {
      throw ExprErrors.tooDeep(sql, peek().position(), DEEPEST);
    }
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean accept(String operator) {
    boolean found = peek().is(operator);
    at += found ? 1 : 0;
    return found;
  }

  boolean acceptWord(String word) {
    boolean found = peek().isWord(word);
    at += found ? 1 : 0;
    return found;
  }

  void expect(String operator) {
    if (!accept(operator)) {
      throw unexpected();
    }
  }

  void expectWord(String word) {
    if (!acceptWord(word)) {
      throw unexpected();
    }
  }

  String name() {
    if (!peek().isName()) {
      throw unexpected();
    }
    return take().text();
  }

  PlatformException unexpected() {
    Token token = peek();
    return ExprErrors.syntax(sql, token.position(), sql.substring(token.position(), token.end()));
  }
}
