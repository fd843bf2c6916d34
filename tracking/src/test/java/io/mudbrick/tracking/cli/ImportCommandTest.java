package io.mudbrick.tracking.cli;

import static io.mudbrick.tracking.cli.CommandLines.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelQuery;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.cli.CommandLines.Said;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources were written by MLflow 3.11. */
@MudbrickTest
class ImportCommandTest {
  @TempDir private Path temp;
  private Mudbrick platform;
  private Tracking tracking;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    tracking = engine.module(Tracking.class);
  }

  private static Path resource(String name) {
    try {
      return Path.of(ImportCommandTest.class.getResource("/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy of the folder that MLflow wrote, to be damaged. */
  private Path folder() {
    Path from = resource("mlruns");
    Path to = temp.resolve("mlruns");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to;
  }

  private Path database(String... changes) throws IOException, SQLException {
    Path file = temp.resolve("mlflow.db");
    String script = Files.readString(resource("mlflow-3.11.sql"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
      for (String change : changes) {
        statement.executeUpdate(change);
      }
    }
    return file;
  }

  private Said load(Object... words) {
    return run(platform, new ImportCommand(), words);
  }

  private Run named(String experiment, String name) {
    return tracking
        .search(tracking.getExperimentByName(experiment).orElseThrow().experimentId())
        .viewType(ViewType.ALL)
        .list()
        .stream()
        .filter(run -> run.info().runName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<Metric> history(Run run, String key) {
    return tracking.getMetricHistory(run.runId(), key, null, null).items();
  }

  private void holdsWhatMlflowRecorded() {
    Experiment churn = tracking.getExperimentByName("churn").orElseThrow();
    assertThat(churn.tags())
        .containsEntry("team", "retention")
        .containsEntry("mlflow.note.content", "Who leaves?\nAnd why: \"price\"?");
    Run forest = named("churn", "forest 1");
    assertThat(forest.info().userId()).isEqualTo("ann");
    assertThat(forest.info().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(forest.info().startTime()).isEqualTo(Instant.ofEpochMilli(1700000000000L));
    assertThat(forest.info().endTime()).isEqualTo(Instant.ofEpochMilli(1700000010000L));
    assertThat(forest.param("empty")).contains("");
    assertThat(forest.param("grid")).contains("a: [1, 2]\nb: '3'");
    assertThat(forest.param("long/one")).contains("x".repeat(600));
    assertThat(forest.tag("note")).contains("naïve ≠ 'plain'\nsecond line");
    assertThat(history(forest, "auc")).hasSize(8).last().extracting(Metric::value).isEqualTo(0.85);
    assertThat(forest.metric("auc")).hasValue(0.85);
    assertThat(history(forest, "loss/train"))
        .extracting(Metric::value)
        .containsExactly(1.0, Double.NaN, Double.MAX_VALUE, -Double.MAX_VALUE, 0.001, -2.5);
    assertThat(history(forest, "neg step")).extracting(Metric::step).containsExactly(-3L);
    assertThat(history(forest, "model_auc")).extracting(Metric::step).containsExactly(7L);
    assertThat(forest.inputs().datasets())
        .singleElement()
        .satisfies(
            input -> {
              assertThat(input.dataset().name()).isEqualTo("telco");
              assertThat(input.dataset().profile()).isEqualTo("{\"num_rows\": 3}");
              assertThat(input.tags()).containsEntry("mlflow.data.context", "training");
            });
    LoggedModel model = models(churn).stream().filter(m -> !m.params().isEmpty()).findFirst().get();
    assertThat(model.info().name()).isEqualTo("forest");
    assertThat(model.info().modelType()).isEqualTo("classifier");
    assertThat(model.tags()).containsEntry("stage", "candidate");
    assertThat(model.metrics())
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.runId()).isEqualTo(forest.runId());
              assertThat(metric.metric().value()).isEqualTo(0.875);
              assertThat(metric.metric().origin().datasetDigest()).isEqualTo("a1b2c3");
            });
    assertThat(forest.outputs())
        .singleElement()
        .satisfies(
            output -> {
              assertThat(output.modelId()).isEqualTo(model.modelId());
              assertThat(output.step()).isEqualTo(7);
            });
    Run child = named("churn", "child");
    assertThat(child.tag("mlflow.parentRunId")).contains(forest.runId());
    assertThat(child.info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(child.inputs().models())
        .singleElement()
        .extracting(input -> input.modelId())
        .isEqualTo(model.modelId());
    assertThat(named("churn", "dead").info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
    assertThat(tracking.getExperimentByName("old ideas").orElseThrow().lifecycleStage())
        .isEqualTo(LifecycleStage.DELETED);
    assertThat(named("Default", "in default").metric("rmse")).hasValue(3.5);
  }

  private List<LoggedModel> models(Experiment experiment) {
    return tracking
        .searchLoggedModels(LoggedModelQuery.in(List.of(experiment.experimentId())).build())
        .items();
  }

  @Test
  void a_folder_comes_over_with_ids_histories_inputs_models_and_files() throws IOException {
    Said said = load(resource("mlruns"));
    // On a slow machine there is progress to be shown, but never a complaint.
    assertThat(said.err().lines()).allMatch(line -> line.matches(".+: \\d+ of \\d+"));
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).startsWith("5 runs and 2 logged models imported in 3 experiments");
    holdsWhatMlflowRecorded();
    Run forest = named("churn", "forest 1");
    assertThat(resource("mlruns/" + forest.info().experimentId() + "/" + forest.runId()))
        .isDirectory();
    try (InputStream file = tracking.openArtifact(forest.runId(), "notes/deep/a b.txt").content()) {
      assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("hello ümlaut\n");
    }
    assertThat(tracking.openArtifact(forest.runId(), "blob.bin").size()).isEqualTo(256);
    String model = forest.outputs().get(0).modelId();
    assertThat(tracking.openLoggedModelArtifact(model, "data/weights.json").size()).isPositive();
  }

  @Test
  void a_database_comes_over_too() throws Exception {
    Said said = load(database());
    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).contains("--artifacts DIR");
    holdsWhatMlflowRecorded();
  }

  @Test
  void a_database_of_mlflow_2_has_no_logged_models_and_comes_over_as_well() throws Exception {
    Path file =
        database(
            "DROP TABLE logged_model_metrics",
            "DROP TABLE logged_model_params",
            "DROP TABLE logged_model_tags",
            "DROP TABLE logged_models",
            "DELETE FROM inputs WHERE source_type <> 'DATASET'",
            "ALTER TABLE inputs DROP COLUMN step");
    Said said = load(file, "--without-artifacts");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).startsWith("5 runs and 0 logged models");
    assertThat(named("churn", "forest 1").inputs().datasets()).hasSize(1);
  }

  @Test
  void the_same_import_again_changes_nothing() {
    load(resource("mlruns"));
    Run before = named("churn", "forest 1");
    Map<String, Object> again = Json.object(load(resource("mlruns"), "--json").out());
    assertThat(again)
        .containsEntry("runs", 0)
        .containsEntry("logged_models", 0)
        .containsEntry("already_there", 7)
        .containsEntry("files", 0);
    assertThat(named("churn", "forest 1")).isEqualTo(before);
  }

  @Test
  void a_broken_file_is_named_and_only_its_run_stays_behind() throws IOException {
    Path folder = folder();
    Path line = only(folder, "rmse");
    Files.writeString(line, "1700000006000 3.5 2\n1700000006001 what 3\n");
    Path meta = only(folder, "e33f30ad93b8446f99c00c12accc03ee/meta.yaml");
    Files.writeString(meta, "run_id: [\n");
    Said said = load(folder);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .contains(line.toRealPath() + ":2: no point of a metric: '1700000006001 what 3'")
        .contains(meta.toRealPath() + ": Malformed YAML");
    assertThat(tracking.search("0").list()).isEmpty();
    assertThat(named("churn", "forest 1").metric("auc")).hasValue(0.85);

    Files.writeString(line, "1700000006000 4.5 2\n");
    assertThat(load(folder).out()).startsWith("1 runs");
    assertThat(history(named("Default", "in default"), "rmse"))
        .extracting(Metric::value)
        .containsExactly(4.5);
  }

  private static Path only(Path folder, String end) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.endsWith(end)).findFirst().orElseThrow();
    }
  }

  @Test
  void what_a_malicious_folder_tries_is_refused() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.txt"), "secret");
    Path folder = folder();
    Path forest = only(folder, "blob.bin").getParent();
    Files.createSymbolicLink(forest.resolve("link.txt"), secret);
    Path pending = only(folder, "m-72e994510c36436fabbc3cf7c1e3bda2/meta.yaml");
    Files.writeString(
        pending, Files.readString(pending).replace("m-72e994510c36436fabbc3cf7c1e3bda2", "../x"));
    Path child = only(folder, "08824ed9e8a643a8add37558b90a4925/meta.yaml");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)));
    }
    Files.writeString(child, bomb + Files.readString(child));
    Path rogue = only(folder, "27179cf2aff348ae8d45196924feb665/meta.yaml");
    Files.delete(rogue);
    Files.createSymbolicLink(rogue, secret);
    Said said = load(folder);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .contains("link.txt: it is a symbolic link")
        .contains("model_id '../x' is not its directory's")
        .contains("aliases expand to more than")
        .contains("meta.yaml: it is a symbolic link")
        .doesNotContain("secret\n");
    assertThat(said.out()).startsWith("2 runs and 1 logged models");
  }

  @Test
  void an_experiment_of_the_same_name_is_joined_and_a_taken_id_is_replaced() throws Exception {
    Experiment mine = tracking.createExperiment("mine");
    Experiment churn = tracking.createExperiment("churn");
    assertThat(mine.experimentId()).isEqualTo("1");
    load(database("UPDATE experiments SET name = 'theirs' WHERE name = 'old ideas'"));
    assertThat(named("churn", "forest 1").info().experimentId()).isEqualTo(churn.experimentId());
    assertThat(tracking.getExperimentByName("theirs").orElseThrow().experimentId())
        .isNotIn(mine.experimentId(), churn.experimentId());
    assertThat(tracking.search(mine.experimentId()).list()).isEmpty();
  }

  @Test
  void active_runs_do_not_go_into_a_deleted_experiment() {
    tracking.deleteExperiment(tracking.createExperiment("churn").experimentId());
    Said said = load(resource("mlruns"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("The experiment 'churn' is deleted here");
    assertThat(named("Default", "in default").metric("rmse")).hasValue(3.5);
  }

  @Test
  void later_experiments_pass_over_ids_that_came_along() throws Exception {
    load(database());
    assertThat(tracking.getExperimentByName("churn").orElseThrow().experimentId()).isEqualTo("1");
    assertThat(tracking.createExperiment("next").experimentId()).isEqualTo("3");
  }

  @Test
  void who_may_not_edit_the_experiment_may_not_import_into_it() {
    tracking.createExperiment("churn");
    platform.module(Identity.class).createUser("ann@churn");
    Said said = run(platform.as("ann@churn"), new ImportCommand(), resource("mlruns"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("experiment 'churn': ");
    assertThat(tracking.search(tracking.getExperimentByName("churn").get().experimentId()).list())
        .isEmpty();
  }

  @Test
  void what_is_no_store_of_mlflow_is_refused() throws IOException {
    assertThat(load(Files.writeString(temp.resolve("a.txt"), "hello")).err())
        .contains("it is no SQLite database");
    assertThat(load(temp.resolve("missing")).exitCode()).isEqualTo(1);
  }
}
