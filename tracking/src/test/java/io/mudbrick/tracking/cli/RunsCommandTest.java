package io.mudbrick.tracking.cli;

import static io.mudbrick.tracking.cli.CommandLines.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Tracking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

@MudbrickTest
class RunsCommandTest {
  private Mudbrick platform;
  private Tracking tracking;
  private String shallow;
  private String deep;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    tracking = engine.module(Tracking.class);
    String experiment = tracking.createExperiment("churn").experimentId();
    shallow = logged(experiment, "shallow", 2, 0.7);
    deep = logged(experiment, "deep", 9, 0.9);
  }

  private String logged(String experiment, String name, int depth, double auc) {
    try (ActiveRun run = tracking.startRun(experiment, name)) {
      run.param("depth", depth);
      run.param("seed", 1);
      for (int step = 0; step < 3; step++) {
        run.log("auc", auc - 0.2 + step / 10.0, step);
      }
      run.artifact("notes/a.txt", "hello".getBytes(StandardCharsets.UTF_8));
      return run.runId();
    }
  }

  private String said(Object command, Object... words) {
    CommandLines.Said said = run(platform, command, words);
    return said.out() + said.err();
  }

  @Test
  void experiments_are_listed() {
    assertThat(said(new ExperimentsCommand(), "ls"))
        .containsPattern("id +name +stage +changed")
        .containsPattern("1 +churn +active")
        .contains("Default");
    assertThat(said(new ExperimentsCommand(), "ls", "--filter", "name = 'churn'"))
        .doesNotContain("Default");
    tracking.deleteExperiment("1");
    assertThat(said(new ExperimentsCommand(), "ls")).doesNotContain("churn");
    assertThat(said(new ExperimentsCommand(), "ls", "--deleted", "--json"))
        .contains("\"lifecycle_stage\":\"deleted\"");
  }

  @Test
  void runs_are_listed_by_experiment_filter_and_order() {
    String all = said(new RunsCommand(), "ls", "-e", "churn", "--order-by", "metrics.auc DESC");
    assertThat(all).containsPattern("run_id +name +status +started +took +auc");
    assertThat(all.indexOf(deep)).isPositive().isLessThan(all.indexOf(shallow));
    assertThat(said(new RunsCommand(), "ls", "--filter", "params.depth = '2'", "-p", "depth"))
        .contains(shallow)
        .doesNotContain(deep);
    assertThat(said(new RunsCommand(), "ls", "-e", "nothing")).contains("nothing");
  }

  @Test
  void a_run_is_shown_with_the_curves_of_its_metrics() {
    assertThat(said(new RunsCommand(), "show", deep))
        .containsPattern("name +deep")
        .containsPattern("depth +9")
        .containsPattern("auc +0\\.9 +3 +▁▅█")
        .contains("notes/");
    assertThat(Json.object(said(new RunsCommand(), "show", deep, "--json"))).containsKey("data");
  }

  @Test
  void comparing_shows_where_runs_differ() {
    String text = said(new RunsCommand(), "compare", shallow, deep, "-m", "auc");
    assertThat(text)
        .containsPattern("what +" + shallow.substring(0, 8) + " +" + deep.substring(0, 8))
        .containsPattern("params.depth +2 +9")
        .containsPattern("metrics.auc +0\\.7 +0\\.9")
        .containsPattern("auc +▁▅█ +▁▅█")
        .doesNotContain("seed");
    assertThat(said(new RunsCommand(), "compare", shallow, deep, "--all")).contains("seed");
  }

  @Test
  void the_best_run_is_the_greatest_or_the_smallest() {
    assertThat(said(new RunsCommand(), "best", "-m", "auc")).contains(deep).doesNotContain(shallow);
    assertThat(said(new RunsCommand(), "best", "-m", "auc", "--min"))
        .contains(shallow)
        .doesNotContain(deep);
    assertThat(said(new RunsCommand(), "best", "-m", "unknown")).contains("Nothing found");
  }

  @Test
  void gc_tells_first_and_then_deletes() {
    tracking.deleteRun(deep);
    assertThat(said(new GcCommand(), "--dry-run")).contains("would delete run " + deep);
    assertThat(said(new GcCommand(), "--older-than", "30d")).contains("Nothing to delete.");
    assertThat(said(new GcCommand(), "--run-ids", shallow)).contains("is not in `deleted`");
    assertThat(said(new GcCommand(), "--run-ids", deep)).contains("deleted run " + deep);
    assertThat(said(new RunsCommand(), "ls", "--deleted")).doesNotContain(deep);
  }

  @Test
  void ages_are_read_as_mlflow_reads_them() {
    Age age = new Age();
    assertThat(age.convert("2d8h5m20s"))
        .isEqualTo(Duration.ofDays(2).plusHours(8).plusMinutes(5).plusSeconds(20));
    assertThat(age.convert("1.5h")).isEqualTo(Duration.ofMinutes(90));
    for (String bad : List.of("", "5", "h", "-1d", "1d2d", "1e3s")) {
      assertThatThrownBy(() -> age.convert(bad)).isInstanceOf(TypeConversionException.class);
    }
  }
}
