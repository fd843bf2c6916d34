package io.mudbrick.platform.search;

/**
 * A word of a filter.
 *
 * @param text as meant: quotes taken off, doubled quotes undone
 * @param source as written, for messages
 */
record Token(Kind kind, String text, String source) {

  enum Kind {
    /** An unquoted word: an identifier, {@code AND}, {@code LIKE}, {@code NULL}. */
    WORD,
    /** In back-ticks: part of an identifier. */
    BACKTICKED,
    /** In double quotes: part of an identifier on the left, a string on the right. */
    DOUBLE_QUOTED,
    /** In single quotes: a string. */
    SINGLE_QUOTED,
    NUMBER,
    /** {@code =}, {@code !=}, {@code <=}, ... */
    OPERATOR,
    /** {@code ( ) , . ;}, or a character that means nothing. */
    MARK
  }

  boolean isWord(String upperCase) {
    return kind == Kind.WORD && text.equalsIgnoreCase(upperCase);
  }

  boolean isMark(char mark) {
    return kind == Kind.MARK && text.charAt(0) == mark;
  }

  boolean isString() {
    return kind == Kind.SINGLE_QUOTED || kind == Kind.DOUBLE_QUOTED;
  }
}
