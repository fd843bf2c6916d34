package io.mudbrick.catalog;

import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function is: its parameters, what it returns, and its body.
 *
 * <pre>{@code
 * FunctionSpec.sql("main.crm.mask_email")
 *     .parameter("email", SqlType.STRING)
 *     .returns(SqlType.STRING)
 *     .body("CASE WHEN is_account_group_member('support') THEN email ELSE sha2(email, 256) END")
 *     .build();
 * }</pre>
 *
 * @param definition the expression of an SQL function, over its parameters; the source of another
 *     one, which is kept and never run
 * @param language of a function that is not SQL: {@code JAVA}, {@code PYTHON}
 * @param externalName of a Java function: the name under which its implementation is supplied
 * @param deterministic what its maker says of it
 */
public record FunctionSpec(
    String fullName,
    List<Parameter> parameters,
    SqlType returns,
    Body body,
    @Nullable String definition,
    @Nullable String language,
    @Nullable String externalName,
    boolean deterministic,
    @Nullable String comment) {

  /** Where the body stands. */
  public enum Body {
    /** In {@link #definition}: an expression of {@link io.mudbrick.platform.expr.Expression}. */
    SQL,
    /** Elsewhere: in Java, or with a client that runs it itself. */
    EXTERNAL
  }

  /** A parameter. */
  public record Parameter(String name, SqlType type, @Nullable String comment) {}

  public FunctionSpec {
    parameters = List.copyOf(parameters);
  }

  /** A function whose body is an expression. */
  public static Builder sql(String fullName) {
    return new Builder(fullName, Body.SQL, null);
  }

  /** A function whose body is elsewhere. */
  public static Builder external(String fullName, String language) {
    return new Builder(fullName, Body.EXTERNAL, language);
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final String fullName;
    private final Body body;
    private final @Nullable String language;
    private final List<Parameter> parameters = new ArrayList<>();
    private SqlType returns = SqlType.STRING;
    private @Nullable String definition;
    private @Nullable String externalName;
    private boolean deterministic = true;
    private @Nullable String comment;

    private Builder(String fullName, Body body, @Nullable String language) {
      this.fullName = fullName;
      this.body = body;
      this.language = language;
    }

    public Builder parameter(String name, SqlType type) {
      return parameter(name, type, null);
    }

    public Builder parameter(String name, SqlType type, @Nullable String text) {
      parameters.add(new Parameter(name, type, text));
      return this;
    }

    /** What it returns; a string unless told. */
    public Builder returns(SqlType type) {
      returns = type;
      return this;
    }

    /** The expression, or the source in another language. */
    public Builder body(@Nullable String text) {
      definition = text;
      return this;
    }

    public Builder externalName(@Nullable String name) {
      externalName = name;
      return this;
    }

    public Builder deterministic(boolean is) {
      deterministic = is;
      return this;
    }

    public Builder comment(@Nullable String text) {
      comment = text;
      return this;
    }

    public FunctionSpec build() {
      return new FunctionSpec(
          fullName,
          parameters,
          returns,
          body,
          definition,
          language,
          externalName,
          deterministic,
          comment);
    }
  }
}
