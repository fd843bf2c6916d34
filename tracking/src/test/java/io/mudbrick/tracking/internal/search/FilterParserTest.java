package io.mudbrick.tracking.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class FilterParserTest {
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

  private static Identifier left(String filter) {
    return FilterParser.parse(filter).get(0).left();
  }

  @Test
  void reads_numbers_and_lists() {
    assertThat(FilterParser.parse("metrics.a>=-1.5e-3").get(0).right())
        .isEqualTo(new Literal.Numeric(-0.0015, "-1.5e-3"));
    assertThat(FilterParser.parse("metrics.a <.5 and metrics.b> +2").get(1).right())
        .isEqualTo(new Literal.Numeric(2, "+2"));
    assertThat(FilterParser.parse("run_id NOT IN ('a',\"b\")").get(0).right())
        .isEqualTo(new Literal.Texts(List.of("a", "b"), "( 'a' , \"b\" )"));
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
        Grammars.RUNS.filter(filter.toString());
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
              FilterParser.parse(filter);
            } catch (PlatformException refused) {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
            }
          });
    }
  }
}
