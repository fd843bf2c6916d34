package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("both-stores")
@MudbrickTest(clock = "2026-03-01T09:00:00Z")
class GarbageTest {
  private static final GarbageQuery EVERYTHING = GarbageQuery.all().build();

  @TempDir private Path temp;
  private Mudbrick platform;
  private Tracking tracking;
  private String experiment;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    tracking = engine.module(Tracking.class);
    experiment = tracking.createExperiment("churn").experimentId();
  }

  private String run(String name) {
    try (ActiveRun run = tracking.startRun(experiment, name)) {
      run.log("auc", 0.9, 1);
      run.param("depth", 3);
      run.tag("color", "red");
      run.artifact("notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
      tracking.logInputs(
          run.runId(),
          new RunInputs(
              List.of(new DatasetInput(Dataset.named("telco", "d").build(), Map.of())), List.of()));
      return run.runId();
    }
  }

  private List<ArtifactInfo> files(String path) {
    return platform.module(ArtifactStore.class).listArtifactTree(path);
  }

  @Test
  void only_what_was_deleted_goes_with_its_rows_and_files() {
    String kept = run("kept");
    String gone = run("gone");
    tracking.deleteRun(gone);
    assertThat(tracking.garbage().find(EVERYTHING).runIds()).containsExactly(gone);
    assertThat(tracking.getRun(gone).metric("auc")).hasValue(0.9);

    Collected collected = tracking.garbage().collect(EVERYTHING);
    assertThat(collected.runIds()).containsExactly(gone);
    assertThat(collected.kept()).isEmpty();
    assertThatThrownBy(() -> tracking.getRun(gone)).isInstanceOf(PlatformException.class);
    assertThat(files(experiment + "/" + gone)).isEmpty();
    assertThat(tracking.getRun(kept).metric("auc")).hasValue(0.9);
    assertThat(files(experiment + "/" + kept + "/artifacts")).hasSize(1);
    assertThat(tracking.garbage().collect(EVERYTHING).runIds()).isEmpty();
  }

  @Test
  void a_deleted_experiment_goes_with_all_that_is_in_it_and_its_name_is_free() {
    run("a");
    tracking.createLoggedModel(NewLoggedModel.in(experiment).name("m").build());
    tracking.deleteExperiment(experiment);
    Collected collected = tracking.garbage().collect(EVERYTHING);
    assertThat(collected.experimentIds()).containsExactly(experiment);
    assertThat(collected.runIds()).hasSize(1);
    assertThat(collected.loggedModelIds()).hasSize(1);
    assertThat(tracking.getExperimentByName("churn")).isEmpty();
    assertThat(tracking.createExperiment("churn").experimentId()).isNotEqualTo(experiment);
  }

  @Test
  void what_is_named_must_be_deleted() {
    String run = run("alive");
    for (GarbageQuery query :
        List.of(
            GarbageQuery.all().runs(List.of(run)).build(),
            GarbageQuery.all().experiments(List.of(experiment)).build())) {
      assertThatThrownBy(() -> tracking.garbage().collect(query))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
                assertThat(e.message()).contains("is not in `deleted` lifecycle stage");
              });
    }
    assertThatThrownBy(
            () ->
                tracking
                    .garbage()
                    .collect(GarbageQuery.all().runs(List.of("0".repeat(32))).build()))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST));
  }

  @Test
  void what_was_deleted_lately_waits(MutableClock clock) {
    String old = run("old");
    tracking.deleteRun(old);
    clock.advance(Duration.ofDays(2));
    String young = run("young");
    tracking.deleteRun(young);
    GarbageQuery.Builder query = GarbageQuery.all().olderThan(Duration.ofDays(1));
    assertThatThrownBy(() -> tracking.garbage().collect(query.runs(List.of(young)).build()))
        .hasMessageContaining("is not older than the required age");
    assertThat(tracking.garbage().collect(query.runs(List.of()).build()).runIds())
        .containsExactly(old);
    assertThat(tracking.getRun(young).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
  }

  @Test
  void a_run_stays_while_a_logged_model_keeps_its_files_there() throws IOException {
    Path model = Files.createDirectory(temp.resolve("model"));
    Files.writeString(model.resolve("MLmodel"), "flavors: {}\n");
    String run = run("trained");
    String modelId = tracking.logModel(run, "model", model).modelId();
    tracking.deleteRun(run);
    Collected first = tracking.garbage().collect(EVERYTHING);
    assertThat(first.runIds()).isEmpty();
    assertThat(first.kept()).singleElement().asString().contains(modelId);
    assertThat(tracking.openLoggedModelArtifact(modelId, "MLmodel").size()).isPositive();

    tracking.deleteLoggedModel(modelId);
    Collected second = tracking.garbage().collect(EVERYTHING);
    assertThat(second.loggedModelIds()).containsExactly(modelId);
    assertThat(second.runIds()).containsExactly(run);
    assertThat(files(experiment)).isEmpty();
  }

  @Test
  void who_does_not_manage_the_experiment_deletes_nothing_of_it() {
    String run = run("deleted");
    tracking.deleteRun(run);
    platform.module(Identity.class).createUser("eve");
    Garbage eve = platform.as("eve").module(Tracking.class).garbage();
    assertThat(eve.collect(EVERYTHING).runIds()).isEmpty();
    assertThatThrownBy(() -> eve.collect(GarbageQuery.all().runs(List.of(run)).build()))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    assertThat(tracking.getRun(run).runId()).isEqualTo(run);
  }
}
