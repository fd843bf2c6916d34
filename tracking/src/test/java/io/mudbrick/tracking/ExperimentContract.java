package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class ExperimentContract extends TrackingContract {

  @Test
  void every_workspace_has_a_default_experiment() {
    Experiment first = tracking.getExperiment(DEFAULT);
    assertThat(first.name()).isEqualTo("Default");
    assertThat(first.artifactLocation()).isEqualTo("mlflow-artifacts:/0");
  }

  @Test
  void experiments_are_numbered_and_named_and_tagged() {
    Experiment made =
        tracking.createExperiment(new NewExperiment("churn", null, Map.of("team", "a")));
    assertThat(made.experimentId()).isEqualTo("1");
    assertThat(tracking.getExperimentByName("churn")).contains(made);
    assertThat(tracking.getExperimentByName("nope")).isEmpty();
    assertThat(made.tags()).containsExactly(Map.entry("team", "a"));
    tracking.setExperimentTag("1", "team", "b");
    tracking.setExperimentTag("1", "stage", "x");
    tracking.deleteExperimentTag("1", "stage");
    assertThat(tracking.getExperiment("1").tags()).containsExactly(Map.entry("team", "b"));
    assertRefused(
        () -> tracking.deleteExperimentTag("1", "stage"),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No tag with name: stage in experiment with id 1");
  }

  @Test
  void a_name_stays_taken_by_a_deleted_experiment() {
    String id = tracking.createExperiment("churn").experimentId();
    tracking.deleteExperiment(id);
    assertThatThrownBy(() -> tracking.createExperiment("churn"))
        .hasMessageStartingWith("Experiment(name=churn) already exists.");
    assertRefused(
        () -> tracking.updateExperiment(id, "other"),
        ErrorCode.INVALID_STATE,
        "Cannot rename a non-active experiment.");
    assertRefused(
        () -> tracking.createRun(NewRun.in(id).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The experiment " + id + " must be in the 'active' state. Current state is deleted.");
    assertRefused(
        () -> tracking.deleteExperiment(id),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No Experiment with id=" + id + " exists");
  }

  @Test
  void runs_are_deleted_and_restored_with_their_experiment() {
    String id = tracking.createExperiment("churn").experimentId();
    String run = tracking.createRun(NewRun.in(id).build()).runId();
    tracking.deleteExperiment(id);
    assertThat(tracking.getRun(run).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
    tracking.restoreExperiment(id);
    assertThat(tracking.getRun(run).info().lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
    tracking.updateExperiment(id, "renamed");
    assertThat(tracking.getExperiment(id).name()).isEqualTo("renamed");
    assertThatThrownBy(() -> tracking.updateExperiment(id, "Default"))
        .hasMessageStartingWith("Experiment(name=Default) already exists.");
  }

  @Test
  void bad_names_are_refused() {
    assertThatThrownBy(() -> tracking.createExperiment(""))
        .hasMessageStartingWith("Missing value for required parameter 'name'");
    assertRefused(
        () -> tracking.createExperiment("x".repeat(501)),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'name' exceeds the maximum length of 500 characters");
    tracking.createExperiment("x".repeat(500));
    tracking.createExperiment("/Users/me@example.com/\u00fcber 'x' \"y\" %");
  }

  @Test
  void experiments_are_found_by_name_tag_and_stage() {
    tracking.createExperiment(new NewExperiment("churn-a", null, Map.of("team", "x")));
    tracking.createExperiment(new NewExperiment("churn-B", null, Map.of("team", "y")));
    String gone = tracking.createExperiment("gone").experimentId();
    tracking.deleteExperiment(gone);
    assertFound(ExperimentQuery.all().build(), "churn-B", "churn-a", "Default");
    assertFound(ExperimentQuery.where("name LIKE 'churn-%'").build(), "churn-B", "churn-a");
    assertFound(ExperimentQuery.where("name ILIKE '%-b'").build(), "churn-B");
    assertFound(ExperimentQuery.where("tags.team = 'x'").build(), "churn-a");
    assertFound(ExperimentQuery.where("tags.team IS NULL").build(), "Default");
    assertFound(ExperimentQuery.all().viewType(ViewType.DELETED_ONLY).build(), "gone");
    assertFound(
        ExperimentQuery.where("name != 'Default'")
            .viewType(ViewType.ALL)
            .orderBy(List.of("name ASC"))
            .build(),
        "churn-B",
        "churn-a",
        "gone");
    assertThat(
            tracking
                .searchExperiments(ExperimentQuery.all().orderBy(List.of("name DESC")).build())
                .items())
        .extracting(Experiment::name)
        .containsExactly("churn-a", "churn-B", "Default");
    assertFound(ExperimentQuery.where("creation_time > 99999999999999").build());
    assertRefused(
        () -> tracking.searchExperiments(ExperimentQuery.where("metrics.a > 1").build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid entity type 'metrics'. Valid entity types are ('attribute', 'tag', 'tags')");
  }

  private void assertFound(ExperimentQuery query, String... names) {
    assertThat(tracking.searchExperiments(query).items())
        .as(query.toString())
        .extracting(Experiment::name)
        .containsExactlyInAnyOrder(names);
  }

  @Test
  void pages_meet_every_experiment_once() {
    for (int i = 0; i < 9; i++) {
      tracking.createExperiment("e" + i);
    }
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      Page<Experiment> page =
          tracking.searchExperiments(ExperimentQuery.all().maxResults(3).pageToken(token).build());
      page.items().forEach(experiment -> names.add(experiment.name()));
      token = page.nextPageToken();
    } while (token != null);
    assertThat(names).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void artifacts_may_be_kept_in_a_place_of_the_creators_choice() {
    Experiment own =
        tracking.createExperiment(new NewExperiment("own", "mlflow-artifacts:/team/a", Map.of()));
    Run run = tracking.createRun(NewRun.in(own.experimentId()).build());
    assertThat(run.info().artifactUri())
        .isEqualTo("mlflow-artifacts:/team/a/" + run.runId() + "/artifacts");
    Experiment elsewhere =
        tracking.createExperiment(new NewExperiment("s3", "s3://bucket/a", Map.of()));
    Run there = tracking.createRun(NewRun.in(elsewhere.experimentId()).build());
    assertThat(there.info().artifactUri())
        .isEqualTo("s3://bucket/a/" + there.runId() + "/artifacts");
    assertThatThrownBy(() -> tracking.listArtifacts(there.runId(), ""))
        .hasMessageContaining("which this server does not read");
    for (String bad :
        List.of(
            "mlflow-artifacts:/a/../../b",
            "mlflow-artifacts:/models/a",
            "mlflow-artifacts:/models",
            "mlflow-artifacts:/0",
            "mlflow-artifacts:/99/a",
            "relative/x",
            "s3://b/a?x=1",
            "s3://b/%2e%2e/x")) {
      assertThatThrownBy(() -> tracking.createExperiment(new NewExperiment("bad", bad, Map.of())))
          .as(bad)
          .hasMessageStartingWith("Invalid artifact location");
    }
  }
}
