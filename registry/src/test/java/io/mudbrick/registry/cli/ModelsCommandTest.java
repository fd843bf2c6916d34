package io.mudbrick.registry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.SmallModels;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@MudbrickTest
class ModelsCommandTest {
  private static final String MODEL = "dev.churn.model";
  private static final String GATE = "metric,metric=rmse,table=dev.churn.holdout,label=y";

  @TempDir private Path dir;
  private Mudbrick platform;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    furnished(engine);
  }

  private static void furnished(Mudbrick engine) {
    Catalog catalog = engine.module(Catalog.class);
    for (String name : List.of("dev", "prod")) {
      catalog.catalogs().create(name);
      catalog.schemas().create(name + ".churn");
    }
    Schema schema =
        Schema.of(
            Column.of("a", ColumnType.DOUBLE),
            Column.of("b", ColumnType.DOUBLE),
            Column.of("y", ColumnType.DOUBLE));
    catalog.tables().create(TableSpec.builder("dev.churn.holdout", schema).build());
    catalog
        .tables()
        .open("dev.churn.holdout")
        .append(
            ColumnBatch.of(
                schema,
                ColumnVector.ofDoubles(1, 2),
                ColumnVector.ofDoubles(1, 3),
                ColumnVector.ofDoubles(3, 8)));
  }

  private record Said(int code, String text) {}

  private Said run(Mudbrick who, Object... words) {
    return run(List.of("--url", who.host().toString(), "--token", who.token()), words);
  }

  private static Said run(List<String> server, Object... words) {
    List<String> all = new ArrayList<>();
    for (Object word : words) {
      all.add(word.toString());
    }
    all.addAll(server);
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new ModelsCommand());
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          said.append(e.getMessage());
          return 1;
        });
    int code = line.execute(all.toArray(String[]::new));
    return new Said(code, said.toString());
  }

  private String said(Object... words) {
    Said said = run(platform, words);
    assertThat(said.code()).as(said.text()).isZero();
    return said.text();
  }

  @Test
  void a_job_registers_promotes_rolls_back_and_copies() throws IOException {
    assertThat(
            said(
                "register",
                MODEL,
                SmallModels.logged(platform, 1),
                "--tag",
                "team=risk",
                "--alias",
                "champion"))
        .contains(MODEL + " version 1 is registered");
    said("register", MODEL, SmallModels.logged(platform, 2));

    assertThat(said("promote", MODEL, "--gate", GATE, "--dry-run")).contains("dry run", "may be");
    Path xml = dir.resolve("report.xml");
    assertThat(said("promote", MODEL, "--gate", GATE, "--gate", "signature", "--report", xml))
        .contains("version 2 is promoted to @champion, over version 1", "pass  signature");
    assertThat(xml).content().contains("tests=\"2\" failures=\"0\"");
    assertThat(said("ls")).containsPattern("name +aliases").contains("champion=2");
    assertThat(said("ls", MODEL)).containsPattern("2 +READY +champion");
    assertThat(said("describe", MODEL + "@champion")).contains("promoted to champion");
    assertThat(said("reports", MODEL)).contains("version 2 is promoted");

    assertThat(said("rollback", MODEL)).contains("is version 1 again, and was 2");
    assertThat(said("alias", MODEL, "champion")).containsPattern("2 +1 +");
    assertThat(said("tag", MODEL + "/1", "approved=yes", "--remove", "team"))
        .contains("approved")
        .doesNotContain("risk");
    assertThat(said("copy", MODEL + "@champion", "prod.churn.model", "--alias", "champion"))
        .contains("prod.churn.model version 1 is a copy of models:/" + MODEL + "/1");
    assertThat(said("describe", "prod.churn.model")).contains("champion=1");
    said("alias", "prod.churn.model", "champion", "--remove");
    assertThat(said("describe", "prod.churn.model")).doesNotContain("champion=1");
  }

  @Test
  void without_a_server_every_command_works_on_the_directory() throws IOException {
    Path data = dir.resolve("data");
    String better;
    try (Mudbrick alone = Mudbrick.builder().data(data).start()) {
      furnished(alone);
      alone.module(Registry.class).createModel(MODEL, null, Map.of());
      alone
          .module(Registry.class)
          .createVersion(NewModelVersion.of(MODEL, SmallModels.logged(alone, 1)).build());
      better = SmallModels.logged(alone, 2);
    }
    Path xml = dir.resolve("report.xml");
    Object[][] job = {
      {"register", MODEL, better, "--tag", "team=risk"},
      {"alias", MODEL, "champion", "1"},
      {"promote", MODEL, "--gate", GATE, "--report", xml},
      {"reports", MODEL, "--json"},
      {"ls", MODEL},
      {"describe", MODEL + "@champion"},
      {"tag", MODEL, "owner=ann"},
      {"rollback", MODEL},
      {"copy", MODEL + "/2", "prod.churn.model"},
      {"ls"}
    };
    List<String> said = new ArrayList<>();
    for (Object[] words : job) {
      Said answer = run(List.of("--data", data.toString()), words);
      assertThat(answer.code()).as("%s: %s", words[0], answer.text()).isZero();
      said.add(answer.text());
    }
    assertThat(said.get(0)).contains("version 2 is registered");
    assertThat(said.get(2)).contains("version 2 is promoted to @champion, over version 1");
    assertThat(xml).content().contains("failures=\"0\"");
    assertThat(said.get(3)).contains("\"PROMOTED\"");
    assertThat(said.get(4)).containsPattern("2 +READY +champion");
    assertThat(said.get(5)).contains("promoted to champion");
    assertThat(said.get(6)).contains("ann");
    assertThat(said.get(7)).contains("is version 1 again, and was 2");
    assertThat(said.get(8)).contains("prod.churn.model version 1 is a copy");
    assertThat(said.get(9)).contains("prod.churn.model", MODEL);

    List<String> there = List.of("--data", data.toString());
    assertThat(run(there, "promote", MODEL + "/2", "--gate", "tag,key=none").code()).isEqualTo(3);
    List<String> nowhere = List.of("--data", dir.resolve("none").toString());
    Said missing = run(nowhere, "ls");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.text()).contains("There is no data directory");
  }

  @Test
  void the_exit_code_tells_a_refusal_from_an_error() throws IOException {
    said("register", MODEL, SmallModels.logged(platform, 1));
    Path gates = dir.resolve("gates.yaml");
    Files.writeString(
        gates,
        "gates:\n- {gate: metric, metric: rmse, table: dev.churn.holdout, label: y, limit: 0.1}\n"
            + "- {gate: tag, key: approved, value: 'yes'}\n");
    Path json = dir.resolve("report.json");
    Said refused = run(platform, "promote", MODEL + "/1", "--gates", gates, "--report", json);
    assertThat(refused.code()).as(refused.text()).isEqualTo(3);
    assertThat(refused.text()).contains("2 of 2 gates failed", "FAIL  tag approved: is not there");
    assertThat(Json.object(Files.readString(json))).containsEntry("verdict", "REFUSED");
    assertThat(platform.module(Registry.class).model(MODEL).aliases()).isEmpty();
    for (String bad :
        List.of(
            "metric,metric=brier,table=dev.churn.holdout,label=y",
            "metric,metric=rmse,table=dev.churn.holdout",
            "metric,metric=rmse,table=dev.churn.holdout,label=nobody",
            "latency,table=dev.churn.holdout,p99_millis=-1",
            "nonsense",
            "tag,key")) {
      assertThat(run(platform, "promote", MODEL, "--gate", bad).code()).as(bad).isEqualTo(1);
    }
    assertThat(run(platform, "promote", MODEL, "--format", "pdf").code()).isEqualTo(2);
    assertThat(run(platform, "promote", MODEL).code()).isEqualTo(1);
    platform.module(Identity.class).createUser("ann");
    assertThat(run(platform.as("ann"), "promote", MODEL, "--gate", "signature").code())
        .isEqualTo(1);
  }
}
