package io.mudbrick.platform.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random expressions answer what DuckDB answers, where the two dialects mean the same. */
class ExpressionOracleTest {
  private static final EvaluationContext CONTEXT = EvaluationContext.at(Instant.EPOCH);
  private static final SqlSchema SCHEMA =
      SqlSchema.of("a", SqlType.LONG, "b", SqlType.LONG, "x", SqlType.DOUBLE)
          .with("s", SqlType.STRING)
          .with("t", SqlType.STRING)
          .with("p", SqlType.BOOLEAN)
          .with("d", SqlType.DATE);
  private static final String[] TEXTS = {"", "a", "Ab", "abc", " x ", "b_c", "zz", "ü", "a%"};
  private static final int ROWS = 60;
  private static final int EXPRESSIONS = 600;

  private final Random random = new Random(20_240_229);

  @Test
  void random_expressions_answer_what_duckdb_answers() throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row());
    }
    SqlBatch batch = batch(rows);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      load(duckdb, rows);
      for (int i = 0; i < EXPRESSIONS; i++) {
        String sql = i % 3 == 0 ? condition(4) : i % 3 == 1 ? number(4) : text(4);
        BoundExpression bound = Expression.parse(sql).bind(SCHEMA);
        SqlVector answers = bound.evaluate(batch, CONTEXT);
        List<@Nullable Object> expected = answers(duckdb, sql);
        for (int r = 0; r < ROWS; r++) {
          Object answer = answers.value(r);
          assertThat(answer)
              .as("row and batch of %s", sql)
              .isEqualTo(bound.evaluate(SqlRow.of(rows.get(r)), CONTEXT));
          assertThat(plain(answer)).as("row %d of %s", r, sql).isEqualTo(plain(expected.get(r)));
        }
        requireRanges(bound, rows, answers);
      }
    }
  }

  /** No row for which a condition is true lies outside the ranges it speaks of. */
  private static void requireRanges(
      BoundExpression bound, List<@Nullable Object[]> rows, SqlVector answers) {
    if (!bound.type().equals(SqlType.BOOLEAN)) {
      return;
    }
    for (ColumnRange range : bound.ranges()) {
      for (int r = 0; r < ROWS; r++) {
        Object value = rows.get(r)[range.column()];
        if (Objects.equals(answers.value(r), true)) {
          assertThat(range.nulls()).isEqualTo(value == null);
          assertThat(range.mayMatch(value, value)).as("%s of %s", range, value).isTrue();
        }
      }
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Double number) {
      return number == 0 ? (Object) 0.0 : number; // zero has no sign for either
    }
    return value instanceof Integer || value instanceof Short
        ? (Object) ((Number) value).longValue()
        : value;
  }

  private @Nullable Object[] row() {
    return new @Nullable Object[] {
      maybe((long) random.nextInt(9) - 4),
      maybe((long) random.nextInt(5)),
      maybe((random.nextInt(9) - 4) / 2.0),
      maybe(TEXTS[random.nextInt(TEXTS.length)]),
      maybe(TEXTS[random.nextInt(TEXTS.length)]),
      maybe(random.nextBoolean()),
      maybe(LocalDate.of(2024, 1 + random.nextInt(12), 1 + random.nextInt(28)))
    };
  }

  private @Nullable Object maybe(Object value) {
    return random.nextInt(5) == 0 ? null : value;
  }

  private static SqlBatch batch(List<@Nullable Object[]> rows) {
    List<SqlVector> columns = new ArrayList<>();
    for (int c = 0; c < SCHEMA.size(); c++) {
      // A column read row by row and collected: the expression `c` is the column itself.
      int index = c;
      boolean[] nulls = new boolean[ROWS];
      long[] longs = new long[ROWS];
      int[] ints = new int[ROWS];
      double[] doubles = new double[ROWS];
      boolean[] booleans = new boolean[ROWS];
      @Nullable String[] texts = new String[ROWS];
      for (int r = 0; r < ROWS; r++) {
        Object value = rows.get(r)[index];
        nulls[r] = value == null;
        if (value instanceof Long number) {
          longs[r] = number;
        } else if (value instanceof Double number) {
          doubles[r] = number;
        } else if (value instanceof Boolean truth) {
          booleans[r] = truth;
        } else if (value instanceof LocalDate date) {
          ints[r] = (int) date.toEpochDay();
        } else if (value instanceof String text) {
          texts[r] = text;
        }
      }
      SqlType type = SCHEMA.column(c).type();
      Object array =
          switch (type.storage()) {
            case LONGS -> longs;
            case INTS -> ints;
            case DOUBLES -> doubles;
            case BOOLEANS -> booleans;
            default -> texts;
          };
      columns.add(SqlVector.of(type, array, nulls));
    }
    return SqlBatch.of(ROWS, columns);
  }

  private static void load(Connection duckdb, List<@Nullable Object[]> rows) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(
          "CREATE TABLE r (i BIGINT, a BIGINT, b BIGINT, x DOUBLE, s VARCHAR, t VARCHAR,"
              + " p BOOLEAN, d DATE)");
    }
    try (PreparedStatement insert =
        duckdb.prepareStatement("INSERT INTO r VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < rows.size(); i++) {
        insert.setLong(1, i);
        for (int c = 0; c < SCHEMA.size(); c++) {
          insert.setObject(c + 2, rows.get(i)[c]);
        }
        insert.execute();
      }
    }
  }

  private static List<@Nullable Object> answers(Connection duckdb, String sql) throws SQLException {
    String theirs = sql.replace("<=>", "IS NOT DISTINCT FROM");
    List<@Nullable Object> answers = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + theirs + " FROM r ORDER BY i")) {
      while (result.next()) {
        answers.add(result.getObject(1));
      }
    }
    return answers;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String condition(int depth) {
    if (depth == 0) {
      return pick("p", "true", "(a > 1)", "(s = 'a')", "(d < DATE '2024-06-15')", "(a IS NULL)");
    }
    int d = depth - 1;
    String comparison = pick(" = ", " <> ", " < ", " <= ", " > ", " >= ", " <=> ");
    return switch (random.nextInt(10)) {
      case 0 -> "(" + condition(d) + " AND " + condition(d) + ")";
      case 1 -> "(" + condition(d) + " OR " + condition(d) + ")";
      case 2 -> "(NOT " + condition(d) + ")";
      case 3 -> "(" + number(d) + comparison + number(d) + ")";
      case 4 -> "(" + text(d) + comparison + text(d) + ")";
      case 5 -> "(" + pick(number(d), text(d), condition(d)) + pick(" IS NULL)", " IS NOT NULL)");
      case 6 -> "(" + number(d) + pick(" IN (", " NOT IN (") + number(d) + ", 2, NULL))";
      case 7 -> "(" + number(d) + " BETWEEN " + number(d) + " AND " + number(d) + ")";
      case 8 ->
          "(" + text(d) + pick(" LIKE ", " NOT LIKE ") + pick("'a%'", "'_b%'", "'%c'", "'%'") + ")";
      default ->
          "(" + pick("a > 0", "b <= 2", "s >= 'a'", "x < 1.5") + " AND " + condition(d) + ")";
    };
  }

  private String number(int depth) {
    if (depth == 0) {
      return pick("a", "b", "x", "3", "-1", "CAST(2 AS BIGINT)", "CAST(0.5 AS DOUBLE)");
    }
    int d = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> "(" + number(d) + " + " + number(d) + ")";
      case 1 -> "(" + number(d) + " - " + number(d) + ")";
      case 2 -> "(" + number(d) + " * " + number(d) + ")";
      case 3 -> "abs(" + number(d) + ")";
      case 4 -> "coalesce(" + number(d) + ", " + number(d) + ")";
      case 5 -> pick("greatest(", "least(") + number(d) + ", " + number(d) + ")";
      case 6 -> "CASE WHEN " + condition(d) + " THEN " + number(d) + " ELSE " + number(d) + " END";
      case 7 -> pick("length(" + text(d) + ")", "month(d)", "dayofyear(d)", "year(d)", "day(d)");
      default -> "nullif(" + number(d) + ", " + number(d) + ")";
    };
  }

  private String text(int depth) {
    if (depth == 0) {
      return pick("s", "t", "'a'", "'Zü'", "''");
    }
    int d = depth - 1;
    return switch (random.nextInt(8)) {
      case 0 -> "(" + text(d) + " || " + text(d) + ")";
      case 1 -> pick("lower(", "upper(", "trim(", "reverse(") + text(d) + ")";
      case 2 -> "substring(" + text(d) + ", " + pick("1", "2") + ", " + pick("0", "1", "5") + ")";
      case 3 -> "replace(" + text(d) + ", " + pick("'a'", "'b'", "' '") + ", " + text(d) + ")";
      case 4 -> "coalesce(" + text(d) + ", " + text(d) + ")";
      case 5 -> "CASE WHEN " + condition(d) + " THEN " + text(d) + " ELSE " + text(d) + " END";
      case 6 -> pick("left(", "right(") + text(d) + ", " + pick("0", "1", "3") + ")";
      default -> "concat_ws('-', " + text(d) + ", " + text(d) + ")";
    };
  }
}
