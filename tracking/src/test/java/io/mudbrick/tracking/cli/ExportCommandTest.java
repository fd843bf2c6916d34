package io.mudbrick.tracking.cli;

import static io.mudbrick.tracking.cli.CommandLines.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.cli.CommandLines.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MLflow makes of an export is witnessed in scripts/witness/test_import_export.py. */
@MudbrickTest
class ExportCommandTest {
  @TempDir private Path temp;

  @Test
  void what_went_out_comes_in_elsewhere_as_it_was(Mudbrick here) throws URISyntaxException {
    Path mlruns = Path.of(ExportCommandTest.class.getResource("/mlruns").toURI());
    run(here, new ImportCommand(), mlruns);
    Path out = temp.resolve("out");
    Said said = run(here, new ExportCommand(), out);
    // On a slow machine there is progress to be shown, but never a complaint.
    assertThat(said.err().lines()).allMatch(line -> line.matches(".+: \\d+ of \\d+"));
    assertThat(said.out()).startsWith("3 experiments, 5 runs, 2 logged models, 18 points, 4 files");

    Mudbrick there = here.newWorkspace("there");
    assertThat(run(there, new ImportCommand(), out).exitCode()).isZero();
    for (String name : List.of("churn", "old ideas", "Default")) {
      assertThat(runs(there, name)).isEqualTo(runs(here, name));
    }
    assertThat(files(out, "notes/deep/a b.txt")).hasSize(1);
    assertThat(files(out, "data/weights.json")).hasSize(1);
  }

  private static List<Run> runs(Mudbrick platform, String experiment) {
    Tracking tracking = platform.module(Tracking.class);
    String id = tracking.getExperimentByName(experiment).orElseThrow().experimentId();
    return tracking.search(id).viewType(ViewType.ALL).orderBy("attributes.run_id").list();
  }

  private static List<Path> files(Path root, String end) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.endsWith(end)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void strings_that_yaml_could_misread_stay_what_they_are(Mudbrick here) throws IOException {
    Tracking tracking = here.module(Tracking.class);
    String name = "1e5: \"yes\" # \\ \u2028\u0085 ü \uD83D\uDE00\n- no";
    String experiment = tracking.createExperiment(name).experimentId();
    tracking.startRun(experiment, "2024-01-01").close();
    run(here, new ExportCommand(), temp.resolve("out"), "-e", name);
    Mudbrick there = here.newWorkspace("there");
    assertThat(run(there, new ImportCommand(), temp.resolve("out")).exitCode()).isZero();
    assertThat(runs(there, name))
        .extracting(run -> run.info().runName())
        .containsExactly("2024-01-01");
  }

  @Test
  void names_that_no_folder_can_hold_are_told_and_the_rest_is_written(Mudbrick here) {
    Tracking tracking = here.module(Tracking.class);
    try (ActiveRun run = tracking.startRun("0", "both")) {
      run.param("a", 1);
      run.param("a/b", 2);
    }
    tracking.startRun("0", "fine").close();
    Said said = run(here, new ExportCommand(), temp.resolve("out"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("params/a/b").contains("cannot both be names");
    assertThat(said.out()).startsWith("1 experiments, 1 runs");
  }

  @Test
  void a_folder_that_is_not_empty_is_left_alone(Mudbrick here) throws IOException {
    Files.writeString(temp.resolve("mine.txt"), "mine");
    assertThat(run(here, new ExportCommand(), temp).err()).contains("it is not empty");
    assertThat(files(temp, "meta.yaml")).isEmpty();
  }
}
