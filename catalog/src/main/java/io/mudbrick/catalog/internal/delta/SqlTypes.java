package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.ArrayOf;
import io.mudbrick.catalog.delta.ColumnType.MapOf;
import io.mudbrick.catalog.delta.ColumnType.StructOf;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one type in SQL's words: {@code array<struct<a:int, `b c` string NOT NULL>>}. */
final class SqlTypes {
  /** Deeper types than any table has; keeps a hostile text from using up the stack. */
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  SqlTypes(String text) {
    this.text = text;
  }

  ColumnType whole() {
    ColumnType type = type();
    if (!atEnd()) {
      throw unknown();
    }
    return type;
  }

  private ColumnType type() {
    if (++depth > DEEPEST) {
      throw unknown();
    }
    String word = word();
    ColumnType type =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "array" -> array();
          case "map" -> map();
          case "struct" -> struct();
          default -> simple(word);
        };
    depth--;
    return type;
  }

  private ColumnType simple(String word) {
    String name = word;
    if (take('(')) {
      int close = text.indexOf(')', at);
      if (close < 0) {
        throw unknown();
      }
      name = word + "(" + text.substring(at, close + 1);
      at = close + 1;
    }
    ColumnType type = TypeNames.simple(name);
    if (type == null) {
      throw unknown();
    }
    return type;
  }

  private ColumnType array() {
    expect('<');
    ColumnType element = type();
    expect('>');
    return new ArrayOf(element, true);
  }

  private ColumnType map() {
    expect('<');
    ColumnType key = type();
    expect(',');
    ColumnType value = type();
    expect('>');
    return new MapOf(key, value, true);
  }

  private ColumnType struct() {
    expect('<');
    List<Column> fields = new ArrayList<>();
    do {
      fields.add(field());
    } while (take(','));
    expect('>');
    return new StructOf(Schema.of(fields));
  }

  private Column field() {
    String name = take('`') ? quoted('`') : word();
    take(':');
    ColumnType type = type();
    boolean nullable = true;
    String comment = null;
    if (takeWord("not")) {
      if (!takeWord("null")) {
        throw unknown();
      }
      nullable = false;
    }
    if (takeWord("comment")) {
      expect('\'');
      comment = quoted('\'');
    }
    return new Column(name, type, nullable, comment);
  }

  /** The rest up to a closing quote; a quote within stands twice. */
  private String quoted(char quote) {
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != quote) {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == quote) {
        name.append(c);
        at++;
      } else {
        return name.toString();
      }
    }
    throw unknown();
  }

  private String word() {
    skipBlanks();
    int start = at;
    while (at < text.length() && "<>,:()`'".indexOf(text.charAt(at)) < 0 && !isBlank()) {
      at++;
    }
    if (at == start) {
      throw unknown();
    }
    return text.substring(start, at);
  }

  private boolean takeWord(String wanted) {
    skipBlanks();
    if (!text.regionMatches(true, at, wanted, 0, wanted.length())) {
      return false;
    }
    at += wanted.length();
    return true;
  }

  private boolean take(char wanted) {
    skipBlanks();
    boolean found = at < text.length() && text.charAt(at) == wanted;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char wanted) {
    if (!take(wanted)) {
      throw unknown();
    }
  }

  private boolean atEnd() {
    skipBlanks();
    return at == text.length();
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank()) {
      at++;
    }
  }

  private boolean isBlank() {
    return Character.isWhitespace(text.charAt(at));
  }

  private RuntimeException unknown() {
    return DeltaErrors.unknownType(text);
  }
}
