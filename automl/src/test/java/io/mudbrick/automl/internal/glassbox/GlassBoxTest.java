package io.mudbrick.automl.internal.glassbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.automl.recipe.Recipe;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class GlassBoxTest {
  @TempDir private Path directory;

  private static Frame rows(int count) {
    Object[] days = new Object[count];
    Arrays.setAll(days, i -> i % 7 == 0 ? null : LocalDate.of(2024, 1, 1).plusDays(i % 100));
    String[] towns = new String[count];
    Arrays.setAll(towns, i -> "town " + i * 31 % 20);
    Object[] usage = new Object[count];
    Arrays.setAll(usage, i -> Arrays.asList(i % 13 * 1.0, i % 3 == 0 ? null : i * 0.7 % 5));
    return Synthetic.churn(count, 5)
        .with("day", Column.objects(days))
        .with("usage", Column.objects(usage))
        .with("a \"quoted\\u002a/ \u00e9", Column.strings(towns));
  }

  @Test
  void the_program_of_every_trial_makes_its_model_and_metrics_again(Mudbrick platform)
      throws Exception {
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .classify(
                rows(400),
                "churn",
                AutoMlOptions.builder()
                    .folds(3)
                    .maxTrials(6)
                    .seed(9)
                    .primaryMetric(EvaluationMetric.LOG_LOSS)
                    .build());

    check(platform, summary);
    assertThat(summary.trials())
        .filteredOn(trial -> trial.family() == ModelFamily.ENSEMBLE)
        .singleElement()
        .satisfies(trial -> assertThat(trial.params().get("refitted")).isNotEqualTo("0"));
  }

  @Test
  void so_does_that_of_a_discriminant(Mudbrick platform) throws Exception {
    Set<ModelFamily> others =
        EnumSet.complementOf(EnumSet.of(ModelFamily.DISCRIMINANT_ANALYSIS, ModelFamily.ENSEMBLE));
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .classify(
                Synthetic.kinds(150, 2),
                "kind",
                AutoMlOptions.builder()
                    .folds(2)
                    .maxTrials(4) // the last of them is linear
                    .seed(9)
                    .excludeFamilies(others.toArray(new ModelFamily[0]))
                    .build());

    assertThat(summary.trials()).hasSizeGreaterThanOrEqualTo(4);
    check(platform, summary);
  }

  @Test
  void so_does_that_of_a_trial_with_a_test_part(Mudbrick platform) throws Exception {
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .regress(
                Synthetic.prices(300, 2),
                "price",
                AutoMlOptions.builder().mode(AutoMlMode.DATABRICKS).maxTrials(7).seed(1).build());

    check(platform, summary);
    for (Trial trial : summary.trials()) {
      served(platform, trial);
    }
  }

  /** The metrics are those of what is served: to the last bit of the floats that are measured. */
  private void served(Mudbrick platform, Trial trial) throws IOException {
    Frame rows = Recipe.read(directory.resolve("training_data").toString());
    String part =
        rows.names().stream()
            .filter(name -> name.startsWith("_automl_split_col_"))
            .findFirst()
            .orElseThrow();
    int[] judged =
        IntStream.range(0, rows.rows())
            .filter(row -> "val".equals(rows.column(part).text(row)))
            .toArray();
    Predictions now = platform.module(AutoMl.class).load(trial).predict(rows.take(judged));
    byte[] csv =
        new TrialPrograms(platform.module(Tracking.class), directory)
            .bytes(trial.runId(), "val_residuals.csv");
    List<String> lines = new String(csv, StandardCharsets.UTF_8).lines().skip(1).toList();
    assertThat(lines).hasSize(judged.length);
    for (int i = 0; i < judged.length; i++) {
      float measured = (float) Double.parseDouble(lines.get(i).split(",", -1)[1]);
      assertThat((float) now.values().number(i)).as(trial.runName()).isEqualTo(measured);
    }
  }

  private void check(Mudbrick platform, AutoMlSummary summary) throws Exception {
    TrialPrograms programs = new TrialPrograms(platform.module(Tracking.class), directory);
    Path data = programs.rows(summary);
    for (Trial trial : summary.trials()) {
      assertThat(trial.failure()).as(trial.runName()).isNull();
      if (trial.pruned()) {
        continue;
      }
      Path out = directory.resolve(trial.runName());
      String printed = programs.run(trial, data, out);
      assertThat(printed).as(trial.runName()).contains("row 0: ");
      assertThat(trial.metrics().keySet())
          .as(trial.runName())
          .filteredOn(name -> !name.contains("_ci_"))
          .allMatch(printed::contains);
      programs.compare(trial.runId(), "model", out);
    }
  }

  @Test
  @SuppressWarnings("unchecked") // JSON
  void a_notebook_has_the_same_steps_and_what_they_print(Mudbrick platform) throws Exception {
    AutoMl automl = platform.module(AutoMl.class);
    AutoMlSummary summary =
        automl.classify(
            rows(200),
            "churn",
            AutoMlOptions.builder().mode(AutoMlMode.DATABRICKS).maxTrials(1).build());
    Path file = directory.resolve("notebooks").resolve("best.ipynb");

    automl.importNotebook(summary.best(), file, false);

    String all = Files.readString(file);
    Map<String, Object> notebook = Json.object(all);
    assertThat(all).contains("\"nbformat\":4", "\"nbformat_minor\":5");
    assertThat(all).contains("Recipe.classification", "val_f1_score", "image/svg+xml", "## Judge");
    List<Map<String, Object>> cells = (List<Map<String, Object>>) notebook.get("cells");
    assertThat(cells).extracting(cell -> cell.get("id")).doesNotHaveDuplicates();
    assertThatThrownBy(() -> automl.importNotebook(summary.best(), file, false))
        .hasMessageContaining("best.ipynb");
    automl.importNotebook(summary.best(), file, true);
    assertThat(summary.best().notebookUri()).endsWith("/trial.ipynb").startsWith("runs:/");
    assertThat(summary.best().modelDescription())
        .startsWith(summary.best().family().label() + " (");
    assertThat(automl.load(summary.best()).predict(rows(200).slice(0, 5)).rows()).isEqualTo(5);
  }
}
