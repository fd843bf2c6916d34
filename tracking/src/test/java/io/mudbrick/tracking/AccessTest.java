package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An experiment is its creator's; others see nothing of it, by either door. */
@MudbrickTest
class AccessTest {
  private Mudbrick ann;
  private Mudbrick bob;
  private String experiment;
  private String run;

  @BeforeEach
  void ann_has_an_experiment(Mudbrick platform, Identity identity) {
    identity.createUser("ann");
    identity.createUser("bob");
    ann = platform.as("ann");
    bob = platform.as("bob");
    Tracking hers = ann.module(Tracking.class);
    experiment = hers.createExperiment("hers").experimentId();
    run = hers.createRun(NewRun.in(experiment).build()).runId();
    hers.logArtifact(run, "a.txt", new ByteArrayInputStream(new byte[] {1}));
  }

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }

  @Test
  void a_stranger_is_denied_through_java_and_rest() {
    for (Tracking his : List.of(bob.module(Tracking.class), new RestTracking(bob))) {
      denied(() -> his.getExperiment(experiment));
      denied(() -> his.getExperimentByName("hers"));
      denied(() -> his.setExperimentTag(experiment, "a", "b"));
      denied(() -> his.deleteExperiment(experiment));
      denied(() -> his.createRun(NewRun.in(experiment).build()));
      denied(() -> his.getRun(run));
      denied(() -> his.deleteRun(run));
      denied(() -> his.setTag(run, "a", "b"));
      denied(() -> his.logMetric(run, Metric.of("m", 1, 1, 1)));
      denied(() -> his.getMetricHistory(run, "m", null, null));
      denied(() -> his.listArtifacts(run, ""));
      denied(() -> his.openArtifact(run, "a.txt"));
      denied(() -> his.deleteArtifacts(run, "a.txt"));
      denied(() -> his.createLoggedModel(NewLoggedModel.in(experiment).build()));
      assertThat(his.search(experiment, "0").list()).isEmpty();
      assertThat(his.searchExperiments(ExperimentQuery.all().build()).items())
          .extracting(Experiment::name)
          .containsExactly("Default");
    }
    assertThat(ann.module(Tracking.class).getRun(run).data().metrics()).isEmpty();
  }

  @Test
  @KnownDifference(
      route = "PUT /api/2.0/mlflow-artifacts/artifacts/{path...}",
      reason =
          "a path asks for rights on the experiment that it lies in, and one outside all experiments"
              + " is for admins; MLflow lets anybody write anywhere")
  void the_artifact_tree_asks_the_experiment_that_a_path_lies_in() {
    String path = experiment + "/" + run + "/artifacts/a.txt";
    ArtifactStore his = bob.module(ArtifactStore.class);
    denied(() -> his.downloadArtifact(path));
    denied(() -> his.uploadArtifact(path, new ByteArrayInputStream(new byte[0])));
    denied(() -> his.deleteArtifact(path));
    denied(() -> his.listArtifactTree(experiment));
    denied(() -> his.listArtifactTree(""));
    denied(() -> his.uploadArtifact("elsewhere/x", new ByteArrayInputStream(new byte[0])));
    String proxy = "/api/2.0/mlflow-artifacts/artifacts/" + path;
    assertThat(new Rest(bob).raw("GET", proxy, null).statusCode()).isEqualTo(403);
    assertThat(new Rest(bob).raw("PUT", proxy, new byte[] {2}).statusCode()).isEqualTo(403);
    assertThat(new Rest(ann).raw("GET", proxy, null).body()).containsExactly(1);
  }

  private static void create(Tracking tracking, String name, String place) {
    tracking.createExperiment(new NewExperiment(name, "mlflow-artifacts:/" + place, Map.of()));
  }

  @Test
  void nobody_chooses_a_place_that_overlaps_one_of_others() {
    create(ann.module(Tracking.class), "team", "team/a");
    create(ann.module(Tracking.class), "team too", "team/a/b");
    for (Tracking his : List.of(bob.module(Tracking.class), new RestTracking(bob))) {
      denied(() -> create(his, "thief", "team"));
      denied(() -> create(his, "thief", "team/a"));
      denied(() -> create(his, "thief", "team/a/c"));
      assertThat(his.getExperimentByName("thief")).isEmpty();
    }
    create(bob.module(Tracking.class), "neighbour", "team/ab");
  }

  @Test
  void what_others_keep_below_a_place_is_not_deleted_with_it(Mudbrick platform) {
    Tracking admins = platform.module(Tracking.class);
    create(bob.module(Tracking.class), "above", "team");
    create(admins, "below", "team/a");
    ArtifactStore his = bob.module(ArtifactStore.class);
    his.uploadArtifact("team/x/y", new ByteArrayInputStream(new byte[0]));
    his.deleteArtifact("team/x");
    denied(() -> his.deleteArtifact("team"));
    denied(() -> his.deleteArtifact("team/a"));
    platform.module(ArtifactStore.class).deleteArtifact("team");
  }

  @Test
  void models_and_their_metrics_do_not_cross_into_experiments_of_others() {
    Tracking hers = ann.module(Tracking.class);
    String model = hers.createLoggedModel(NewLoggedModel.in(experiment).build()).modelId();
    Metric onHers = new Metric("m", 1, 1, 1, new MetricOrigin(model, null, null));
    for (Tracking his : List.of(bob.module(Tracking.class), new RestTracking(bob))) {
      denied(() -> his.createLoggedModel(NewLoggedModel.in("0").sourceRunId(run).build()));
      String hisRun = his.createRun(NewRun.in("0").build()).runId();
      denied(() -> his.logMetric(hisRun, onHers));
      assertThat(his.getRun(hisRun).data().metrics()).isEmpty();
    }
    assertThat(hers.getLoggedModel(model).metrics()).isEmpty();
    String inDefault = hers.createRun(NewRun.in("0").build()).runId();
    hers.logMetric(inDefault, onHers);
    assertThat(hers.getLoggedModel(model).metrics()).hasSize(1);
    hers.createLoggedModel(NewLoggedModel.in("0").sourceRunId(run).build());
  }

  @Test
  void everybody_may_work_in_the_default_experiment_and_an_admin_everywhere(Mudbrick platform) {
    Tracking his = bob.module(Tracking.class);
    his.setTag(his.createRun(NewRun.in("0").build()).runId(), "a", "b");
    Tracking admins = platform.module(Tracking.class);
    admins.setTag(run, "a", "b");
    assertThat(admins.search(experiment, "0").list()).hasSize(2);
    assertThat(his.search(experiment, "0").list()).hasSize(1);
  }

  @Test
  void another_workspace_knows_nothing_of_it(Mudbrick platform) {
    Mudbrick other = platform.newWorkspace("other");
    for (Tracking theirs : List.of(other.module(Tracking.class), new RestTracking(other))) {
      assertThatThrownBy(() -> theirs.getRun(run)).hasMessageContaining("not found");
      assertThat(theirs.getExperimentByName("hers")).isEmpty();
      assertThat(theirs.search(experiment).list()).isEmpty();
    }
  }
}
