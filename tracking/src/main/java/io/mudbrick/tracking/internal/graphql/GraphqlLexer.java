package io.mudbrick.tracking.internal.graphql;

import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.TrackingErrors;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into names, punctuation and literals; one is looked at, before it is taken. */
final class GraphqlLexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?:[\\s,\\uFEFF]|#[^\\n\\r]*+)*+"
              + "(?:(?<name>[_A-Za-z]\\w*+)|(?<number>-?\\d++(?:\\.\\d++)?(?:[eE][+-]?\\d++)?)"
              + "|(?<text>\"(?:[^\"\\\\\\n\\r]|\\\\.)*+\")|(?<mark>\\.\\.\\.|[!$():=@\\[\\]{|}])"
              + "|(?<end>$))");

  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    MARK,
    END
  }

  private final Matcher matcher;
  private Kind kind = Kind.END;
  private String text = "";

  GraphqlLexer(String query) {
    this.matcher = TOKEN.matcher(query);
    next();
  }

  private void next() {
    if (!matcher.lookingAt()) {
      throw TrackingErrors.badQuery(
          "unexpected character at position " + matcher.regionStart() + ".");
    }
    for (Kind each : Kind.values()) {
      String found = matcher.group(each.name().toLowerCase(Locale.ROOT));
      if (found != null) {
        kind = each;
        text = found;
        break;
      }
    }
    matcher.region(matcher.end(), matcher.regionEnd());
  }

  boolean at(String mark) {
    return kind == Kind.MARK && text.equals(mark);
  }

  boolean at(Kind wanted) {
    return kind == wanted;
  }

  /** Takes the mark if it comes next. */
  boolean skip(String mark) {
    boolean here = at(mark);
    if (here) {
      next();
    }
    return here;
  }

  void expect(String mark) {
    if (!skip(mark)) {
      throw TrackingErrors.badQuery("expected '" + mark + "', found " + found() + ".");
    }
  }

  String name() {
    return take(Kind.NAME);
  }

  String take(Kind wanted) {
    if (kind != wanted) {
      throw TrackingErrors.badQuery(
          "expected " + wanted.name().toLowerCase(Locale.ROOT) + ", found " + found() + ".");
    }
    String taken = text;
    next();
    return taken;
  }

  /** A string literal is one of JSON, too. */
  String string() {
    Map<String, Object> read = Json.object("{\"text\":" + take(Kind.TEXT) + "}");
    return (String) Objects.requireNonNull(read.get("text"));
  }

  private String found() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
