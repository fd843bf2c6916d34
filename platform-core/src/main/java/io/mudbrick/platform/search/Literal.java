package io.mudbrick.platform.search;

import java.util.List;

/** The right side of a clause. */
public sealed interface Literal {

  /** As it was written, for messages. */
  String source();

  /** {@code 'a'} or {@code "a"}. */
  record Text(String value, String source) implements Literal {}

  /** {@code 0.5}. */
  record Numeric(double value, String source) implements Literal {}

  /** {@code ('a', 'b')}. */
  record Texts(List<String> values, String source) implements Literal {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** A word without quotes; no field takes one. */
  record Bare(String source) implements Literal {}

  /** Nothing: {@code IS NULL} has no right side. */
  record None() implements Literal {
    @Override
    public String source() {
      return "";
    }
  }
}
