package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads type names. */
public final class TypeParser {
  private static final int DEEPEST = 50;

  private final String text;
  private int at;

  private TypeParser(String text) {
    this.text = text;
  }

  public static SqlType parse(String name) {
    if (name.length() > Parser.LONGEST) {
      throw ExprErrors.unknownType(name);
    }
    TypeParser parser = new TypeParser(name);
    SqlType type = parser.type(0);
    parser.skipBlanks();
    if (parser.at < name.length()) {
      throw ExprErrors.unknownType(name);
    }
    return type;
  }

  /** The type of a bare word, or null when it takes parameters or is none. */
  static @Nullable SqlType simple(String word) {
    return switch (word) {
      case "boolean" -> SqlType.BOOLEAN;
      case "byte", "tinyint" -> SqlType.BYTE;
      case "short", "smallint" -> SqlType.SHORT;
      case "int", "integer" -> SqlType.INT;
      case "long", "bigint" -> SqlType.LONG;
      case "float", "real" -> SqlType.FLOAT;
      case "double" -> SqlType.DOUBLE;
      case "string" -> SqlType.STRING;
      case "binary" -> SqlType.BINARY;
      case "date" -> SqlType.DATE;
      case "timestamp", "timestamp_ntz" -> SqlType.TIMESTAMP;
      case "void", "null" -> SqlType.VOID;
      default -> null;
    };
  }

  private SqlType type(int depth) {
    if (depth > DEEPEST) {
      throw ExprErrors.unknownType(text);
    }
    String word = word().toLowerCase(Locale.ROOT);
    SqlType simple = simple(word);
    if (simple != null) {
      return simple;
    }
    return switch (word) {
      case "decimal", "dec", "numeric" -> decimal();
      case "array" -> {
        expect('<');
        SqlType element = type(depth + 1);
        expect('>');
        yield new SqlType.Array(element);
      }
      case "map" -> {
        expect('<');
        SqlType key = type(depth + 1);
        expect(',');
        SqlType value = type(depth + 1);
        expect('>');
        yield new SqlType.MapOf(key, value);
      }
      case "struct" -> struct(depth);
      case "varchar", "char" -> {
        expect('(');
        number();
        expect(')');
        yield SqlType.STRING;
      }
      default -> throw ExprErrors.unknownType(text);
    };
  }

  private SqlType decimal() {
    if (!accept('(')) {
      return SqlType.decimal(10, 0);
    }
    int precision = number();
    int scale = accept(',') ? number() : 0;
    expect(')');
    return SqlType.decimal(precision, scale);
  }

  private SqlType struct(int depth) {
    expect('<');
    List<SqlType.Field> fields = new ArrayList<>();
    if (accept('>')) {
      return new SqlType.Struct(fields);
    }
    do {
      String name = word();
      accept(':');
      fields.add(new SqlType.Field(name, type(depth + 1)));
    } while (accept(','));
    expect('>');
    return new SqlType.Struct(fields);
  }

  private int number() {
    skipBlanks();
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 6) {
      at++;
    }
    if (start == at) {
      throw ExprErrors.unknownType(text);
    }
    return Integer.parseInt(text.substring(start, at));
  }

  private String word() {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '`') {
      int end = text.indexOf('`', at + 1);
      if (end < 0) {
        throw ExprErrors.unknownType(text);
      }
      String word = text.substring(at + 1, end);
      at = end + 1;
      return word;
    }
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (start == at) {
      throw ExprErrors.unknownType(text);
    }
    return text.substring(start, at);
  }

  private boolean accept(char wanted) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw ExprErrors.unknownType(text);
    }
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
