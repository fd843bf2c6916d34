package io.mudbrick.automl.internal.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Column;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class DataExplorationTest {
  @Test
  void a_run_of_the_products_name_shows_the_data_and_keeps_the_rows_with_their_split(
      Mudbrick platform, @TempDir Path directory) throws IOException {
    Tracking tracking = platform.module(Tracking.class);
    Object[] days = new Object[300];
    Arrays.setAll(days, i -> i % 7 == 0 ? null : LocalDate.of(2024, 1, 1).plusDays(i % 100));

    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .classify(
                Synthetic.churn(300, 5).with("day", Column.objects(days)),
                "churn",
                AutoMlOptions.builder()
                    .mode(AutoMlMode.DATABRICKS)
                    .maxTrials(1)
                    .excludeFamilies(ModelFamily.XGBOOST, ModelFamily.RANDOM_FOREST)
                    .build());

    Run run =
        tracking
            .search(summary.experimentId())
            .filter("tags.`mlflow.source.name` = 'Notebook: DataExploration'")
            .first()
            .orElseThrow();
    assertThat(run.info().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(tracking.getExperiment(summary.experimentId()).tags())
        .containsEntry("mudbrick.automl.exploration_run_id", run.runId());
    try (InputStream page = tracking.openArtifact(run.runId(), "data_exploration.html").content()) {
      assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
          .contains("tenure", "Share of churn = Yes", "training 180");
    }
    Path file = directory.resolve("training_data");
    try (InputStream data = tracking.openArtifact(run.runId(), "data/training_data").content()) {
      Files.copy(data, file);
    }
    ColumnBatch rows = ParquetFiles.read(file);
    assertThat(rows.size()).isEqualTo(300);
    String split =
        rows.schema().names().stream()
            .filter(name -> name.matches("_automl_split_col_[0-9a-f]{4}"))
            .findFirst()
            .orElseThrow();
    assertThat(
            Arrays.stream(rows.column(split).strings())
                .collect(Collectors.groupingBy(String::valueOf, Collectors.counting())))
        .containsEntry("train", 180L)
        .containsOnlyKeys("train", "val", "test");
    assertThat(rows.column("churn").strings()).contains("Yes", "No");
    assertThat(rows.column("day").get(1)).isInstanceOf(LocalDate.class);
    assertThat(rows.schema().names()).containsAll(List.of("tenure", "charges", "contract"));
  }
}
