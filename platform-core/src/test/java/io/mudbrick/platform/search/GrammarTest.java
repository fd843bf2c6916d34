package io.mudbrick.platform.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private static final String[] PIECES = {
    "metrics",
    "params",
    "tags",
    "attributes",
    "dataset",
    ".",
    " ",
    "auc",
    "`a b`",
    "\"c\"",
    "'v'",
    "''",
    "=",
    "!=",
    "<",
    ">=",
    "LIKE",
    "ilike",
    "IN",
    "NOT",
    "IS",
    "NULL",
    "AND",
    "OR",
    "(",
    ")",
    ",",
    "1",
    "-1.5e3",
    ".5",
    "\u0000",
    "\uD83D",
    "\u00e9",
    "'",
    "`",
    "\"",
    "--",
    ";",
    "run_id"
  };

  private static final Grammar RUNS =
      Grammar.in(Wordings.RUNS)
          .attributes("run")
          .entity(Field.METRIC, FieldType.NUMBER, "metrics")
          .entity(Field.PARAM, FieldType.KEYED_TEXT, "params")
          .keyed(Field.DATASET, FieldType.LISTED_TEXT, Set.of("name"), "datasets")
          .listed("run_id")
          .number("start_time", "created")
          .build();

  @Test
  void a_key_that_holds_alien_words_may_stand_for_another_field() {
    FieldType patterns = FieldType.KEYED_TEXT.and(Comparator.RLIKE);
    Grammar traces =
        Grammar.in(Wordings.TRACES)
            .attributes("trace")
            .entity("request_metadata", patterns, "metadata")
            .attribute(new Field("request_metadata", "source", patterns), List.of("run_id"))
            .build();
    assertThat(traces.filter("run_id RLIKE '^a'"))
        .isEqualTo(traces.filter("metadata.source RLIKE '^a'"));
    assertThat(traces.order(List.of("trace.run_id DESC")).get(0).field().name())
        .isEqualTo("source");
  }

  @Test
  void patterns_match_as_sql_has_it() {
    assertThat(like("abc", "abc")).isTrue();
    assertThat(like("a%c", "ac")).isTrue();
    assertThat(like("a%bc%c", "abc")).isFalse();
    assertThat(like("%", "")).isTrue();
    assertThat(like("_", "")).isFalse();
    assertThat(like("%a_c%", "xxaacc")).isTrue();
    assertThat(like("", "a")).isFalse();
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      String pattern = word(random, "ab_%", 8);
      String text = word(random, "ab", 10);
      boolean expected = text.matches(pattern.replace('_', '.').replace("%", ".*"));
      assertThat(like(pattern, text)).as(pattern + " " + text).isEqualTo(expected);
    }
    String longPiece = "a_".repeat(100);
    assertThat(like("%" + longPiece + "b%", "a".repeat(300) + "b")).isTrue();
  }

  @Test
  void no_pattern_turns_back() {
    String text = "a".repeat(100_000);
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          assertThat(like("%a".repeat(7_900) + "%b%", text)).isFalse();
          assertThat(like("%" + "a".repeat(15_000) + "b%", text)).isFalse();
          assertThat(like("%" + "a_".repeat(7_900) + "b%", text)).isFalse();
        });
  }

  private static boolean like(String pattern, String text) {
    return RUNS.filter("params.p LIKE '" + pattern + "'").get(0).fits(text);
  }

  private static String word(SplittableRandom random, String letters, int most) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  @Test
  void reads_every_form_of_identifier() {
    assertThat(left("metrics.auc > 1")).isEqualTo(new Identifier("metrics", "auc"));
    assertThat(left("metrics.`val loss` > 1")).isEqualTo(new Identifier("metrics", "val loss"));
    assertThat(left("`metrics.val loss` > 1")).isEqualTo(new Identifier("metrics", "val loss"));
    assertThat(left("params.\"a\"\"b\" = '1'")).isEqualTo(new Identifier("params", "a\"b"));
    assertThat(left("tags.mlflow.source.name = '1'"))
        .isEqualTo(new Identifier("tags", "mlflow.source.name"));
    assertThat(left("metrics.1 > 1")).isEqualTo(new Identifier("metrics", "1"));
    assertThat(left("metrics.2nd>1")).isEqualTo(new Identifier("metrics", "2nd"));
    assertThat(left("status='x'")).isEqualTo(new Identifier("", "status"));
  }

  private static List<Clause> clauses(String filter) {
    return FilterParser.parse(filter, Wordings.RUNS);
  }

  private static Identifier left(String filter) {
    return clauses(filter).get(0).left();
  }

  @Test
  void reads_numbers_and_lists() {
    assertThat(clauses("metrics.a>=-1.5e-3").get(0).right())
        .isEqualTo(new Literal.Numeric(-0.0015, "-1.5e-3"));
    assertThat(clauses("metrics.a <.5 and metrics.b> +2").get(1).right())
        .isEqualTo(new Literal.Numeric(2, "+2"));
    assertThat(clauses("run_id NOT IN ('a',\"b\")").get(0).right())
        .isEqualTo(new Literal.Texts(List.of("a", "b"), "('a', \"b\")"));
  }

  @Test
  void whatever_comes_in_it_answers_or_refuses_in_words() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder filter = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        filter.append(PIECES[random.nextInt(PIECES.length)]);
        filter.append(random.nextBoolean() ? " " : "");
      }
      try {
        RUNS.filter(filter.toString());
      } catch (PlatformException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
      } catch (RuntimeException e) {
        fail("for <" + filter + ">", e);
      }
    }
  }

  @Test
  void time_grows_with_the_length_only() {
    for (String piece : List.of("a.", "'", "`a`.", "(", "metrics.a > 1 AND ", "-", "1e")) {
      String filter = piece.repeat(500_000 / piece.length());
      Assertions.assertTimeout(
          Duration.ofSeconds(10),
          () -> {
            try {
              clauses(filter);
            } catch (PlatformException refused) {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
            }
          });
    }
  }
}
