package io.mudbrick.automl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.CsvRows;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@MudbrickTest
class AutoMlCommandTest {
  @TempDir private Path dir;
  private Mudbrick platform;
  private String token = "";

  @BeforeEach
  void start(Mudbrick mudbrick) {
    platform = mudbrick;
    token = platform.token();
  }

  private record Said(int code, String out, String err) {}

  private Said run(List<String> server, Object... words) {
    List<String> all = new ArrayList<>();
    for (Object word : words) {
      all.add(word.toString());
    }
    all.addAll(server);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new AutoMlCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          err.append(e instanceof PlatformException no ? no.message() : e.toString());
          return 1;
        });
    int code = line.execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  private Said run(Object... words) {
    return run(List.of("--url", platform.host().toString(), "--token", token), words);
  }

  private Path csv() throws IOException {
    return Files.writeString(
        dir.resolve("churn.csv"),
        IntStream.range(0, 120)
            .mapToObj(i -> "%d,%d,%s,%s\n".formatted(i, i * 37 % 50, "abc".charAt(i % 3), label(i)))
            .collect(Collectors.joining("", "id,months,plan,churn\n", "")));
  }

  private static String label(int i) {
    return i * 37 % 50 + (i % 3) * 5 > 30 ? "Yes" : "No";
  }

  @Test
  void a_file_is_learned_registered_and_pointed_at() throws IOException {
    Said said =
        run(
            "classify",
            csv(),
            "--target",
            "churn",
            "--max-trials",
            2,
            "--seed",
            1,
            "--mode",
            "databricks",
            "--exclude",
            "id",
            "--register",
            "telco.churn.model");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("made the schema telco.churn", "training by f1", "(best ");
    assertThat(said.out())
        .contains("registered telco.churn.model version 1, @champion")
        .contains("mudbrick models score -m models:/telco.churn.model@champion -i")
        .contains("--proba --url http");
    assertThat(
            platform
                .module(Registry.class)
                .versionByAlias("telco.churn.model", "champion")
                .version())
        .isEqualTo(1);
  }

  @Test
  void a_parquet_file_gives_one_json_document() throws IOException {
    Path parquet = dir.resolve("rows.parquet");
    ParquetFiles.write(TableFrames.batch(CsvRows.read(Files.readString(csv()), null)), parquet);
    Said said =
        run(
            "regress",
            parquet,
            "--target",
            "months",
            "--max-trials",
            1,
            "--metric",
            "rmse",
            "--exclude",
            "id",
            "--quiet",
            "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).isEmpty();
    Map<String, Object> found = Json.object(said.out());
    assertThat(found)
        .containsEntry("primary_metric", "rmse")
        .containsEntry("problem", "regression")
        .containsKeys("best", "leaderboard", "alerts", "experiment_id");
  }

  @Test
  void what_is_off_is_said_at_once() throws IOException {
    assertThat(run("classify", csv()).code()).isEqualTo(2);
    assertThat(run("classify", "no.csv", "-t", "x").code()).isEqualTo(2);
    assertThat(run("classify", csv(), "-t", "churn", "--timeout", "soon"))
        .satisfies(said -> assertThat(said.err()).contains("write 60s, 10m or 1h"))
        .extracting(Said::code)
        .isEqualTo(2);
    assertThat(run("classify", csv(), "-t", "nothing"))
        .satisfies(said -> assertThat(said.err()).contains("'nothing' is not in the data"))
        .extracting(Said::code)
        .isEqualTo(1);
    assertThat(run("regress", csv(), "-t", "months", "--metric", "f1").err())
        .contains("does not measure regression");
    assertThat(run("classify", csv(), "-t", "churn", "--imputer", "plan").err())
        .contains("is no imputer");
    assertThat(run("classify", "main.default.none", "-t", "x").code()).isEqualTo(1);
  }

  @Test
  void an_experiment_goes_on() throws IOException {
    Said first =
        run("classify", csv(), "-t", "churn", "--max-trials", 2, "--seed", 1, "--experiment", "on");
    assertThat(first.code()).as(first.err()).isZero();
    String path = "/Users/" + platform.caller().principal().name() + "/databricks_automl/on";
    Said said = run("resume", path, "--register", "telco.churn.again", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    Map<String, Object> found = Json.object(said.out());
    assertThat(found)
        .containsEntry("experiment_name", path)
        .containsKeys("best", "leaderboard", "registered");
    assertThat(run("resume", "/no/such").err()).contains("There is no experiment '/no/such'");
    assertThat(run("resume", path, "--timeout", "soon").code()).isEqualTo(2);
  }

  @Test
  void who_may_not_register_hears_it_before_the_work() throws IOException {
    assertThat(run("classify", csv(), "-t", "nothing", "--register", "m.s.model").code())
        .isEqualTo(1);
    assertThatThrownBy(() -> platform.module(Registry.class).model("m.s.model"))
        .hasMessageContaining("m.s.model");
    platform.module(Identity.class).createUser("ann");
    token = platform.as("ann").token();
    Said said = run("classify", csv(), "-t", "churn", "--register", "m.s.other");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).doesNotContain("training by");
  }

  @Test
  void series_are_forecast_into_a_table() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("sales.csv"),
            IntStream.range(0, 48)
                .mapToObj(i -> "%d-%02d,%d\n".formatted(2020 + i / 12, i % 12 + 1, i % 12 + 5))
                .collect(Collectors.joining("", "month,sold\n", "")));
    Said said =
        run(
            "forecast",
            file,
            "--target",
            "sold",
            "--time-col",
            "month",
            "--frequency",
            "M",
            "--horizon",
            3,
            "--max-trials",
            1,
            "-o",
            "shop.sales.forecast",
            "--register",
            "shop.sales.model",
            "--alias",
            "best");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("forecasts in shop.sales.forecast", "models:/shop.sales.model@best");
    assertThat(
            platform
                .module(Catalog.class)
                .tables()
                .open("shop.sales.forecast")
                .read()
                .toColumns()
                .column("sold")
                .toDoubles())
        .containsExactly(5, 6, 7);
    assertThat(run("forecast", file, "-t", "sold", "--time-col", "month", "--frequency", "x").err())
        .contains("is no frequency");
  }
}
