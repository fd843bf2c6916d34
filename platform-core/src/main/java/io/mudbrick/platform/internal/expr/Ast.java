package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as it was written: operators are calls of functions named like them. */
public sealed interface Ast {
  /** Where it begins in the text. */
  int position();

  /**
   * A constant.
   *
   * @param value boxed as {@link Node#box} has it
   */
  record Literal(SqlType type, @Nullable Object value, int position) implements Ast {}

  /** A column, or a field in one: {@code a.b}. */
  record Name(List<String> parts, int position) implements Ast {}

  record Call(List<String> name, List<Ast> arguments, int position) implements Ast {
    static Call of(int position, String name, Ast... arguments) {
      return new Call(List.of(name), List.of(arguments), position);
    }
  }

  record Cast(Ast value, SqlType type, boolean tried, int position) implements Ast {}

  record Case(List<Ast> conditions, List<Ast> results, @Nullable Ast otherwise, int position)
      implements Ast {}

  record Field(Ast base, String name, int position) implements Ast {}
}
