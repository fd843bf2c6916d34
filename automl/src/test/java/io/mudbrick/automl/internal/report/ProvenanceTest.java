package io.mudbrick.automl.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.automl.internal.data.DataPreparer;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Rows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static final Prepared PREPARED =
      new DataPreparer(Problem.CLASSIFICATION, AutoMlOptions.builder().build(), 1)
          .prepare(Rows.of(Synthetic.churn(200, 1)), "churn");

  private static String written(ModelFamily family, Set<ModelFamily> families) {
    Trial trial =
        new Trial(
            3, "run", "name", family, Map.of(), Map.of(), 0.5, 0.1, Duration.ZERO, null, false);
    byte[] json = new Provenance(PREPARED, trial, 7, families).files().get("provenance.json");
    return new String(Objects.requireNonNull(json), StandardCharsets.UTF_8);
  }

  @Test
  void xgboost_is_named_where_it_made_a_part_of_the_model() {
    assertThat(written(ModelFamily.XGBOOST, Set.of(ModelFamily.XGBOOST)))
        .contains("\"xgboost\":\"3.", "\"seed\":7");
    assertThat(written(ModelFamily.ENSEMBLE, Set.of(ModelFamily.LINEAR, ModelFamily.XGBOOST)))
        .contains("\"model_family\":\"ensemble\"", "\"xgboost\":\"3.");
  }

  @Test
  void a_library_that_made_nothing_of_it_is_not_named() {
    assertThat(written(ModelFamily.RANDOM_FOREST, Set.of(ModelFamily.RANDOM_FOREST)))
        .contains("\"java\":", "\"mudbrick\":")
        .doesNotContain("\"xgboost\":", "tribuo");
  }
}
