package io.mudbrick.serving.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.serving.Telco;
import io.mudbrick.serving.cli.CommandLines.Said;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class ModelScoreCommandTest {
  private static final String SCORES = "telco.churn.scores";

  @TempDir private Path dir;
  private Mudbrick platform;

  @BeforeEach
  void models(Mudbrick mudbrick) {
    platform = mudbrick;
    Telco telco = Telco.in(platform);
    telco.register(0.1, telco.withFeatures());
  }

  private Said run(String token, Object... words) {
    return CommandLines.run(platform, token, new ModelScoreCommand(), ofModel(words));
  }

  private String said(Object... words) {
    return CommandLines.said(platform, new ModelScoreCommand(), ofModel(words));
  }

  private static Object[] ofModel(Object... words) {
    return Stream.concat(Stream.of("-m", Telco.MODEL + "/1"), Stream.of(words)).toArray();
  }

  private Path customers(int count) throws IOException {
    Path file = dir.resolve("customers.csv");
    Files.writeString(
        file,
        IntStream.range(0, count)
            .mapToObj(i -> i % Telco.COUNT + ",\"a, b\"\n")
            .collect(Collectors.joining("", "customer_id,note\n", "")));
    return file;
  }

  @Test
  void a_file_is_scored_into_a_file() throws IOException {
    Path out = dir.resolve("out.csv");
    assertThat(said("-i", customers(25_000), "-o", out, "--proba"))
        .contains("25000 rows scored into");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(25_001);
    assertThat(lines.get(0))
        .isEqualTo("customer_id,note,prediction,probability_No,probability_Yes");
    assertThat(lines.get(1)).startsWith("0,\"a, b\",");
    assertThat(out.resolveSibling("out.csv.part")).doesNotExist();
  }

  @Test
  void what_was_cut_short_is_gone_on_with() throws IOException {
    Path in = customers(25_000);
    Path out = dir.resolve("out.csv");
    said("-i", in, "-o", out);
    List<String> whole = Files.readAllLines(out);
    Files.delete(out);
    // As a killed command leaves it: one part, and some rows of the next.
    Path part = dir.resolve("out.csv.part");
    Files.write(part, whole.subList(0, CsvParts.ROWS + 1));
    Files.writeString(part, "0,\"a, b\",Maybe\n", StandardOpenOption.APPEND);
    said("-i", in, "-o", out, "--resume");
    assertThat(Files.readAllLines(out)).isEqualTo(whole);
  }

  @Test
  void a_table_is_scored_into_a_table_and_into_a_file() throws IOException {
    assertThat(said("-i", Telco.CUSTOMERS, "-o", SCORES))
        .contains("200 rows scored into " + SCORES);
    List<Row> scores = platform.module(Catalog.class).tables().open(SCORES).read().toRows();
    assertThat(scores).hasSize(200);
    Path out = dir.resolve("out.csv");
    said("-i", Telco.CUSTOMERS, "-o", out);
    assertThat(Files.readAllLines(out))
        .hasSize(201)
        .contains("7," + scores.get(7).getString("prediction"));
  }

  @Test
  void a_table_scored_in_parts_is_scored_once() {
    said("-i", Telco.CUSTOMERS, "-o", SCORES, "--resume");
    long version = platform.module(Catalog.class).tables().open(SCORES).version();
    said("-i", Telco.CUSTOMERS, "-o", SCORES, "--resume");
    assertThat(platform.module(Catalog.class).tables().open(SCORES).version()).isEqualTo(version);
    assertThat(platform.module(Catalog.class).tables().open(SCORES).read().count()).isEqualTo(200);
  }

  @Test
  void a_file_is_scored_into_a_table() throws IOException {
    Path in = customers(12_000);
    for (int again = 0; again < 2; again++) {
      said("-i", in, "-o", SCORES, "--resume");
      assertThat(platform.module(Catalog.class).tables().open(SCORES).read().count())
          .isEqualTo(12_000);
    }
  }

  @Test
  void what_cannot_be_scored_is_said() throws IOException {
    Path out = dir.resolve("out.csv");
    assertThat(run(platform.token(), "-i", dir.resolve("none.csv"), "-o", out).code()).isEqualTo(2);
    Path parquet = Files.writeString(dir.resolve("rows.parquet"), "PAR1");
    assertThat(run(platform.token(), "-i", parquet, "-o", out).text()).contains("is no CSV");
    assertThat(run(platform.token(), "-i", "telco.churn.nothing", "-o", SCORES).text())
        .contains("does not exist");
    Path bad = dir.resolve("bad.csv");
    Files.writeString(bad, "customer,note\n1,a\n");
    assertThat(run(platform.token(), "-i", bad, "-o", out).text()).contains("customer_id");
    assertThat(out).doesNotExist();
    Identity identity = platform.module(Identity.class);
    identity.createUser("ann@telco");
    String ann = identity.createToken("ann@telco", "test");
    assertThat(run(ann, "-i", customers(3), "-o", out).code()).isEqualTo(1);
    assertThat(run(ann, "-i", Telco.CUSTOMERS, "-o", SCORES).code()).isEqualTo(1);
  }
}
