package io.mudbrick.platform.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final EvaluationContext CONTEXT =
      new EvaluationContext(
          Instant.parse("2024-02-29T13:14:15.123456Z"), "ada@example.com", "staff"::equals);

  private static Object value(String sql) {
    return Expression.parse(sql).bind(SqlSchema.empty()).evaluate(SqlRow.of(), CONTEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      textBlock =
          """
          1 + 2 * 3                             ¦ int           ¦ 7
          (1 + 2) * 3                           ¦ int           ¦ 9
          7 / 2                                 ¦ double        ¦ 3.5
          7 div 2                               ¦ bigint        ¦ 3
          -7 % 3                                ¦ int           ¦ -1
          pmod(-7, 3)                           ¦ int           ¦ 2
          1L + 1                                ¦ bigint        ¦ 2
          1.5 + 2.25                            ¦ decimal(4,2)  ¦ 3.75
          1.5 * 2.25                            ¦ decimal(6,3)  ¦ 3.375
          10.0 / 3                              ¦ decimal(8,6)  ¦ 3.333333
          1e2                                   ¦ double        ¦ 100.0
          5 & 3 | 8                             ¦ int           ¦ 9
          lower('ABC') || 'd'                   ¦ string        ¦ abcd
          concat_ws('-', 'a', NULL, 'b')        ¦ string        ¦ a-b
          substring('Spark', 2, 3)              ¦ string        ¦ par
          substring('Spark', -3)                ¦ string        ¦ ark
          left('Spark', 2)                      ¦ string        ¦ Sp
          right('Spark', 2)                     ¦ string        ¦ rk
          lpad('7', 3, '0')                     ¦ string        ¦ 007
          replace('ABCabc', 'abc', 'DEF')       ¦ string        ¦ ABCDEF
          regexp_replace('100-200', '(\\\\d+)', 'num') ¦ string ¦ num-num
          trim('  x ')                          ¦ string        ¦ x
          trim(BOTH 'x' FROM 'xxaxx')           ¦ string        ¦ a
          length('naïve')                       ¦ int           ¦ 5
          split_part('a,b,c', ',', -1)          ¦ string        ¦ c
          md5('Spark')                          ¦ string        ¦ 8cde774d6f7333752ed72cacddb05126
          sha2('Spark', 256)                    ¦ string        ¦ 529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b
          crc32('Spark')                        ¦ bigint        ¦ 1557323817
          mask('AbCD123-@$#')                   ¦ string        ¦ XxXXnnn-@$#
          round(2.5)                            ¦ decimal(2,0)  ¦ 3
          round(2.567D, 2)                      ¦ double        ¦ 2.57
          bround(2.5D)                          ¦ double        ¦ 2.0
          floor(-0.1)                           ¦ decimal(1,0)  ¦ -1
          ceil(2.1D)                            ¦ bigint        ¦ 3
          abs(-3)                               ¦ int           ¦ 3
          greatest(1, NULL, 3)                  ¦ int           ¦ 3
          least('b', 'a')                       ¦ string        ¦ a
          pow(2, 10)                            ¦ double        ¦ 1024.0
          log(10, 100)                          ¦ double        ¦ 2.0
          sign(-2.5)                            ¦ double        ¦ -1.0
          nullif(1, 2)                          ¦ int           ¦ 1
          coalesce(NULL, NULL, 4)               ¦ int           ¦ 4
          if(1 < 2, 'yes', 'no')                ¦ string        ¦ yes
          CASE WHEN 1 > 2 THEN 1 ELSE 2L END    ¦ bigint        ¦ 2
          CASE 3 WHEN 3 THEN 'x' END            ¦ string        ¦ x
          CAST('12' AS INT) + 1                 ¦ int           ¦ 13
          '3' + 4                               ¦ bigint        ¦ 7
          CAST(3.99 AS INT)                     ¦ int           ¦ 3
          '2024-01-31'::date                    ¦ date          ¦ 2024-01-31
          date_add(DATE '2024-02-28', 2)        ¦ date          ¦ 2024-03-01
          DATE '2024-01-31' + INTERVAL 1 MONTH  ¦ date          ¦ 2024-02-29
          datediff('2024-03-01', '2024-02-01')  ¦ int           ¦ 29
          dayofweek(DATE '2024-02-29')          ¦ int           ¦ 5
          weekofyear(DATE '2008-02-20')         ¦ int           ¦ 8
          date_trunc('HOUR', TIMESTAMP '2024-02-29 13:14:15') ¦ timestamp ¦ 2024-02-29T13:00:00Z
          to_date('31.01.2024', 'dd.MM.yyyy')   ¦ date          ¦ 2024-01-31
          to_timestamp('2024-01-31 12:00:00+02:00') ¦ timestamp ¦ 2024-01-31T10:00:00Z
          unix_timestamp('1970-01-02 00:00:01') ¦ bigint        ¦ 86401
          hour(TIMESTAMP '2024-02-29 13:14:15') ¦ int           ¦ 13
          date_format(DATE '2024-02-29', 'yyyy/MM') ¦ string    ¦ 2024/02
          extract(YEAR FROM DATE '2024-02-29')  ¦ int           ¦ 2024
          current_user()                        ¦ string        ¦ ada@example.com
          is_account_group_member('staff')      ¦ boolean       ¦ true
          is_member('others')                   ¦ boolean       ¦ false
          current_date                          ¦ date          ¦ 2024-02-29
          typeof(1.0)                           ¦ string        ¦ decimal(2,1)
          2 IN (1, 2, 3)                        ¦ boolean       ¦ true
          2 NOT BETWEEN 1 AND 3                 ¦ boolean       ¦ false
          'abc' LIKE 'a%c'                      ¦ boolean       ¦ true
          'ABC' ILIKE 'a_c'                     ¦ boolean       ¦ true
          'a%c' LIKE 'a\\%c'                    ¦ boolean       ¦ true
          'abc' LIKE 'a\\%c'                    ¦ boolean       ¦ false
          NULL <=> NULL                         ¦ boolean       ¦ true
          NOT true OR true AND false            ¦ boolean       ¦ false
          1 IS NOT DISTINCT FROM 1              ¦ boolean       ¦ true
          try_divide(1, 0) IS NULL              ¦ boolean       ¦ true
          try_cast('x' AS INT) IS NULL          ¦ boolean       ¦ true
          split('a1b2', '[0-9]')[1]             ¦ string        ¦ b
          size(split('a,b', ','))               ¦ int           ¦ 2
          """)
  void expressions_answer_what_spark_answers(String sql, String type, String expected) {
    BoundExpression bound = Expression.parse(sql).bind(SqlSchema.empty());
    assertThat(bound.type().sqlName()).isEqualTo(type);
    assertThat(String.valueOf(bound.evaluate(SqlRow.of(), CONTEXT))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      textBlock =
          """
          1 +                          ¦ PARSE_SYNTAX_ERROR   ¦ (line 1, pos 3)
          1 2                          ¦ PARSE_SYNTAX_ERROR   ¦ '2'. (line 1, pos 2)
          (1                           ¦ PARSE_SYNTAX_ERROR   ¦ end of input
          'abc                         ¦ PARSE_SYNTAX_ERROR   ¦ (line 1, pos 0)
          a + 1                        ¦ UNRESOLVED_COLUMN    ¦ `a`
          nosuch(1)                    ¦ UNRESOLVED_ROUTINE   ¦ `nosuch`
          sum(1)                       ¦ UNSUPPORTED_EXPR_FOR_OPERATOR ¦ one row at a time
          upper()                      ¦ WRONG_NUM_ARGS       ¦ requires 1 parameters but the actual number is 0
          true + 1                     ¦ DATATYPE_MISMATCH    ¦ must be numbers
          DATE '2024-01-01' = true     ¦ DATATYPE_MISMATCH    ¦ no common type
          DATE '2024-13-01'            ¦ INVALID_TYPED_LITERAL ¦ 2024-13-01
          1 / 0                        ¦ DIVIDE_BY_ZERO       ¦ try_divide
          1 % 0                        ¦ REMAINDER_BY_ZERO    ¦ try_mod
          2147483647 + 1               ¦ ARITHMETIC_OVERFLOW  ¦ int
          -(-2147483648)               ¦ ARITHMETIC_OVERFLOW  ¦ int
          CAST('x' AS INT)             ¦ CAST_INVALID_INPUT   ¦ try_cast
          CAST(300 AS TINYINT)         ¦ CAST_OVERFLOW        ¦ tinyint
          split('a,b', ',')[5]         ¦ INVALID_ARRAY_INDEX  ¦ 5
          repeat('x', 2000000000)      ¦ EXPRESSION_RESULT_TOO_LONG ¦ longer
          regexp_replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)c', '') ¦ REGEX_TOO_EXPENSIVE ¦ steps
          """)
  void errors_carry_the_error_class_and_where(String sql, String reason, String text) {
    assertThatThrownBy(() -> value(sql))
        .hasMessageStartingWith("[" + reason + "] ")
        .hasMessageContaining(text)
        .extracting("code", "details")
        .containsExactly(ErrorCode.INVALID_PARAMETER_VALUE, Map.of("reason", reason));
  }

  @Test
  void three_valued_logic_holds_for_all_pairs() {
    SqlSchema schema = SqlSchema.of("a", SqlType.BOOLEAN, "b", SqlType.BOOLEAN);
    BoundExpression and = Expression.parse("a AND b").bind(schema);
    BoundExpression or = Expression.parse("a OR b").bind(schema);
    BoundExpression not = Expression.parse("NOT a").bind(schema);
    List<Boolean> all = Arrays.asList(true, false, null);
    for (Boolean a : all) {
      for (Boolean b : all) {
        SqlRow row = SqlRow.of(a, b);
        boolean oneFalse = Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b);
        boolean oneTrue = Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b);
        boolean gap = a == null || b == null;
        assertThat(and.evaluate(row, CONTEXT))
            .isEqualTo(oneFalse ? Boolean.FALSE : gap ? null : (Boolean) true);
        assertThat(or.evaluate(row, CONTEXT))
            .isEqualTo(oneTrue ? Boolean.TRUE : gap ? null : (Boolean) false);
        assertThat(not.evaluate(row, CONTEXT)).isEqualTo(a == null ? null : (Boolean) !a);
      }
    }
  }

  @Test
  void branches_that_are_not_taken_are_not_evaluated() {
    SqlSchema schema = SqlSchema.of("a", SqlType.INT);
    BoundExpression safe =
        Expression.parse("CASE WHEN a = 0 THEN 0 ELSE 10 div a END").bind(schema);
    assertThat(safe.evaluate(SqlRow.of(0), CONTEXT)).isEqualTo(0L);
    assertThat(safe.evaluate(SqlRow.of(5), CONTEXT)).isEqualTo(2L);
    assertThat(value("coalesce(1, 1 div 0)")).isEqualTo(1L);
    assertThat(value("if(true, 1, 1 % 0)")).isEqualTo(1);
  }

  @Test
  void columns_are_found_in_any_case_and_nested_fields_by_dots() {
    SqlSchema schema =
        SqlSchema.of("Customer Id", SqlType.LONG)
            .with("address", SqlType.parse("struct<City:string,tags:map<string,int>>"));
    SqlRow row = SqlRow.of(7L, Map.of("City", "Bonn", "tags", Map.of("vip", 2)));
    assertThat(Expression.parse("`customer id` + 1").bind(schema).evaluate(row, CONTEXT))
        .isEqualTo(8L);
    assertThat(Expression.parse("ADDRESS.city").bind(schema).evaluate(row, CONTEXT))
        .isEqualTo("Bonn");
    assertThat(Expression.parse("address.tags['vip']").bind(schema).evaluate(row, CONTEXT))
        .isEqualTo(2);
    assertThat(Expression.parse("address.City || `customer id`").columns())
        .containsExactly("address", "customer id");
  }

  @Test
  void a_batch_answers_what_its_rows_answer() {
    SqlSchema schema = SqlSchema.of("n", SqlType.INT, "x", SqlType.DOUBLE, "s", SqlType.STRING);
    SqlBatch batch =
        SqlBatch.of(
            3,
            List.of(
                SqlVector.of(SqlType.INT, new int[] {1, 0, 3}, new boolean[] {false, true, false}),
                SqlVector.of(SqlType.DOUBLE, new double[] {0.5, 1.5, 2.5}, null),
                SqlVector.of(
                    SqlType.STRING,
                    new String[] {"a", "b", null},
                    new boolean[] {false, false, true})));
    BoundExpression sum = Expression.parse("n + x").bind(schema);
    SqlVector sums = sum.evaluate(batch, CONTEXT);
    assertThat(sums.doubles()[0]).isEqualTo(1.5);
    assertThat(sums.value(1)).isNull();
    assertThat(sums.value(2)).isEqualTo(5.5);
    SqlVector texts = Expression.parse("upper(s)").bind(schema).evaluate(batch, CONTEXT);
    assertThat(texts.strings()).containsExactly("A", "B", null);
    assertThat(Expression.parse("x > 1").bind(schema).select(batch, CONTEXT)).containsExactly(1, 2);
  }

  @Test
  void conditions_say_in_which_ranges_rows_lie() {
    SqlSchema schema =
        SqlSchema.of("n", SqlType.INT, "s", SqlType.STRING, "d", SqlType.DATE)
            .with("p", SqlType.decimal(10, 2));
    assertThat(ranges("n > 5 AND 10 >= n AND n + 1 > 3", schema))
        .containsExactly(ColumnRange.atLeast(0, 5L, false), ColumnRange.atMost(0, 10L, true));
    assertThat(ranges("n > 1.5", schema)).containsExactly(ColumnRange.atLeast(0, 1L, true));
    assertThat(ranges("n IN (3, 1)", schema))
        .containsExactly(ColumnRange.between(0, 1L, 3L, List.of(3L, 1L)));
    assertThat(ranges("s LIKE 'ab%'", schema))
        .containsExactly(ColumnRange.atLeast(1, "ab", true), ColumnRange.atMost(1, "ac", false));
    assertThat(ranges("d = '2024-01-31'", schema))
        .containsExactly(
            ColumnRange.between(
                2,
                LocalDate.parse("2024-01-31"),
                LocalDate.parse("2024-01-31"),
                List.of(LocalDate.parse("2024-01-31"))));
    assertThat(ranges("p < 5 AND s IS NULL", schema))
        .containsExactly(
            ColumnRange.atMost(3, new BigDecimal("5.00"), true), ColumnRange.isNull(1));
    assertThat(ranges("n = 1 OR n = 2", schema)).isEmpty();
    assertThat(ColumnRange.atLeast(0, 5L, false).mayMatch(1L, 5L)).isFalse();
    assertThat(ColumnRange.atLeast(0, 5L, false).mayMatch(1L, 6L)).isTrue();
  }

  private static List<ColumnRange> ranges(String sql, SqlSchema schema) {
    return Expression.parse(sql).bind(schema).ranges();
  }

  @Test
  void what_is_too_long_or_too_deep_is_refused() {
    assertThatThrownBy(() -> Expression.parse("(".repeat(300) + "1" + ")".repeat(300)))
        .hasMessageContaining("EXPRESSION_TOO_DEEP");
    assertThatThrownBy(() -> Expression.parse("1" + "+1".repeat(300)))
        .hasMessageContaining("EXPRESSION_TOO_DEEP");
    assertThatThrownBy(() -> Expression.parse("x".repeat(70_000)))
        .hasMessageContaining("EXPRESSION_TOO_LONG");
    assertThat(value("1 = 1" + " OR 1 = 2".repeat(2000))).isEqualTo(true);
  }
}
