package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A dataset is seen by those who see one of its experiments. */
@MudbrickTest
class EvaluationDatasetAccessTest {

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }

  @Test
  @KnownDifference(
      route = "GET /api/3.0/mlflow/datasets/{dataset_id}",
      reason =
          "a dataset is read and changed by those who may do so with one of its experiments, by who"
              + " made it and by admins; MLflow asks nobody")
  void a_stranger_is_denied_until_an_experiment_of_theirs_has_it(
      Mudbrick platform, Identity identity) {
    identity.createUser("ann");
    identity.createUser("bob");
    Tracking hers = platform.as("ann").module(Tracking.class);
    Tracking his = platform.as("bob").module(Tracking.class);
    String experiment = hers.createExperiment("hers").experimentId();
    EvaluationDatasets mine = hers.evaluationDatasets();
    String id = mine.create("qa", List.of(experiment), Map.of()).datasetId();
    for (EvaluationDatasets theirs :
        List.of(
            his.evaluationDatasets(), new RestTracking(platform.as("bob")).evaluationDatasets())) {
      denied(() -> theirs.get(id));
      denied(() -> theirs.delete(id));
      denied(() -> theirs.setTags(id, Map.of("a", "b")));
      denied(() -> theirs.deleteTag(id, "a"));
      denied(() -> theirs.upsert(id, List.of()));
      denied(() -> theirs.records(id, 10, null));
      denied(() -> theirs.deleteRecords(id, List.of()));
      denied(() -> theirs.experimentIds(id));
      denied(() -> theirs.addToExperiments(id, List.of("0")));
      denied(() -> theirs.removeFromExperiments(id, List.of(experiment)));
      denied(() -> theirs.create("in hers", List.of(experiment), Map.of()));
      assertThat(theirs.search(EvaluationDatasetQuery.all().build()).items()).isEmpty();
      assertThat(theirs.search(EvaluationDatasetQuery.in(List.of(experiment)).build()).items())
          .isEmpty();
    }
    mine.addToExperiments(id, List.of("0"));
    assertThat(his.evaluationDatasets().get(id).name()).isEqualTo("qa");
    assertThat(his.evaluationDatasets().search(EvaluationDatasetQuery.all().build()).items())
        .hasSize(1);

    mine.removeFromExperiments(id, List.of("0", experiment));
    denied(() -> his.evaluationDatasets().get(id));
    assertThat(mine.get(id).name()).isEqualTo("qa");
  }
}
