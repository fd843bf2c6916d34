package io.mudbrick.platform.internal.expr;

import java.util.Locale;

/**
 * A token of an expression.
 *
 * @param text the word, the operator, or what a literal holds
 * @param position where it begins in the text
 * @param end where it ends
 */
record Token(Kind kind, String text, int position, int end) {
  enum Kind {
    WORD,
    QUOTED,
    NUMBER,
    STRING,
    OPERATOR,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }
}
