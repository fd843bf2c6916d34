package io.mudbrick.automl.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.StepCount;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final int HONEST = 9;
  private static final ProcessLimits SMALL =
      new ProcessLimits(256L << 20, 1L << 30, Duration.ofMillis(200));

  private static Candidate candidate(int number) {
    return new Candidate(
        number,
        ModelFamily.XGBOOST,
        Map.of(
            "learning_rate", 0.2,
            "max_depth", 3.0,
            "max_leaves", 8.0,
            "min_child_weight", 1.0,
            "subsample", 0.9,
            "colsample_bytree", 1.0,
            "reg_lambda", 1.0,
            "reg_alpha", 0.001));
  }

  private static TrainingData data() {
    return new TrainingData(2, part(1), part(2), new int[] {0, 3});
  }

  private static TrainingData.Part part(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[400];
    float[] truth = new float[200];
    float[] weights = new float[200];
    for (int row = 0; row < truth.length; row++) {
      values[2 * row] = row % 9 == 0 ? Float.NaN : (float) random.nextDouble();
      values[2 * row + 1] = random.nextInt(3);
      truth[row] = values[2 * row] > 0.5 || values[2 * row + 1] == 1 ? 1 : 0;
      weights[row] = 1 + row % 2;
    }
    return new TrainingData.Part(
        new FeatureMatrix(List.of("a", "b"), truth.length, values), truth, weights);
  }

  private static Fitted fit(Workers workers, int number, Allowance allowance) {
    return workers.trainer(candidate(number), data()).fit(candidate(number), data(), allowance);
  }

  @Test
  void a_process_of_its_own_fits_the_same_bits() {
    Fitted here =
        Trainer.of(candidate(HONEST), data())
            .fit(candidate(HONEST), data(), Allowance.unlimited(5));
    LongAdder worked = new LongAdder();
    try (Workers workers = new Workers(1, worked::add)) {
      for (int again = 0; again < 2; again++) {
        Fitted there = fit(workers, HONEST, Allowance.unlimited(5));

        assertThat(there.params()).isEqualTo(here.params());
        assertThat(there.nativeValidation()).isEqualTo(here.nativeValidation());
        assertThat(((Estimator.XgBoost) there.estimator()).bytes())
            .isEqualTo(((Estimator.XgBoost) here.estimator()).bytes());
      }
    }
    assertThat(worked.sum()).isPositive();
  }

  @Test
  void whatever_ends_a_process_ends_one_fit_only() {
    try (Workers workers = new Workers(BrokenWorker.class.getName(), SMALL, work -> {})) {
      assertThatThrownBy(() -> fit(workers, BrokenWorker.CRASHES, Allowance.unlimited(1)))
          .hasMessage("The training process crashed in native code (exit code 139).");
      assertThatThrownBy(() -> fit(workers, BrokenWorker.IS_KILLED, Allowance.unlimited(1)))
          .hasMessageContaining("killed from outside");
      assertThatThrownBy(() -> fit(workers, BrokenWorker.THROWS, Allowance.unlimited(1)))
          .hasMessage("eta must be positive");
      assertThatThrownBy(() -> fit(workers, BrokenWorker.NEVER_ENDS, new Allowance(1, () -> true)))
          .hasMessageContaining("did not stop");
      assertThat(fit(workers, HONEST, Allowance.unlimited(1)).nativeValidation()).hasSize(200);
      assertThatThrownBy(() -> fit(workers, BrokenWorker.EATS_MEMORY, Allowance.unlimited(1)))
          .hasMessage("The training process ran out of its heap of 256 MB.");
    }
  }

  @Test
  void what_native_code_takes_counts_too() {
    ProcessLimits tight = new ProcessLimits(256L << 20, 200L << 20, Duration.ofSeconds(1));
    try (Workers workers = new Workers(BrokenWorker.class.getName(), tight, work -> {})) {
      assertThatThrownBy(
              () -> fit(workers, BrokenWorker.EATS_NATIVE_MEMORY, Allowance.unlimited(1)))
          .hasMessage("The training process took more than its 200 MB of memory.");
      assertThat(fit(workers, HONEST, Allowance.unlimited(1)).nativeValidation()).hasSize(200);
    }
  }

  @Test
  void all_processes_together_fit_into_the_machine() {
    ProcessLimits one = ProcessLimits.shared(1);
    ProcessLimits many = ProcessLimits.shared(1000);

    assertThat(one.memory()).isGreaterThanOrEqualTo(many.memory());
    assertThat(many.memory()).isEqualTo(768L << 20);
    assertThat(many.heap()).isBetween(256L << 20, 384L << 20);
  }

  @Test
  void where_the_time_stops_a_fit_elsewhere_it_stops_the_same_fit_here() {
    int late = BrokenWorker.WAITS_FOR_ITS_END;
    ProcessLimits patient = new ProcessLimits(256L << 20, 1L << 30, Duration.ofMinutes(1));
    try (Workers workers = new Workers(BrokenWorker.class.getName(), patient, work -> {})) {
      assertThat(fit(workers, HONEST, Allowance.unlimited(5)).stoppedAfter()).isEmpty();

      Fitted stopped = fit(workers, late, new Allowance(5, () -> true));
      int steps = stopped.stoppedAfter().orElseThrow();
      Fitted again =
          Trainer.of(candidate(late), data())
              .fit(candidate(late), data(), new Allowance(5, StepCount.stoppingAfter(steps)));
      assertThat(again.stoppedAfter()).hasValue(steps);
      assertThat(again.nativeValidation()).isEqualTo(stopped.nativeValidation());
    }
  }

  @Test
  void what_runs_no_native_code_stays() {
    try (Workers workers = new Workers("no.such.Main", SMALL, work -> {})) {
      Candidate linear = new Candidate(1, ModelFamily.LINEAR, Map.of("l1_ratio", 0.5));

      Fitted fitted = workers.trainer(linear, data()).fit(linear, data(), Allowance.unlimited(1));

      assertThat(fitted.nativeValidation()).hasSize(200);
    }
  }
}
