package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.automl.internal.data.DataPreparer;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.search.Search;
import io.mudbrick.automl.internal.search.Traits;
import io.mudbrick.platform.model.BoundedModel;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import io.mudbrick.platform.model.QuadraticModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainersTest {
  private static Prepared prepared(Problem problem, Frame frame, String target) {
    return new DataPreparer(problem, AutoMlOptions.defaults(), 1).prepare(Rows.of(frame), target);
  }

  private static List<Prepared> problems(ModelFamily family) {
    List<Prepared> problems = new ArrayList<>();
    problems.add(prepared(Problem.CLASSIFICATION, Synthetic.churn(400, 2), "churn"));
    problems.add(prepared(Problem.CLASSIFICATION, Synthetic.kinds(300, 2), "kind"));
    if (family.suits(Problem.REGRESSION)) {
      problems.add(prepared(Problem.REGRESSION, Synthetic.prices(300, 2), "price"));
    }
    return problems;
  }

  private static Candidate candidate(ModelFamily family) {
    return new Search(Set.of(), Traits.PLAIN, ModelFamily.values().length, 1)
        .nextRound().stream().filter(c -> c.family() == family).findFirst().orElseThrow();
  }

  private static TrainingData data(Prepared prepared, ModelFamily family) {
    return prepared.trainingData(Encoding.of(candidate(family)), prepared.folds().get(0));
  }

  @ParameterizedTest
  @EnumSource(value = ModelFamily.class, mode = EnumSource.Mode.EXCLUDE, names = "ENSEMBLE")
  void our_scorer_answers_as_the_library_that_fitted_the_model(ModelFamily family) {
    for (Prepared prepared : problems(family)) {
      TrainingData data = data(prepared, family);
      Candidate candidate = candidate(family);

      Fitted fitted = Trainer.of(candidate, data).fit(candidate, data, Allowance.unlimited(1));

      double[] ours = answers(fitted.estimator(), data.validation().rows());
      assertThat(fitted.nativeValidation()).hasSameSizeAs(ours);
      for (int i = 0; i < ours.length; i++) {
        double theirs = fitted.nativeValidation()[i];
        assertThat(ours[i]).isCloseTo(theirs, within(1e-5 * Math.max(1, Math.abs(theirs))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = ModelFamily.class, mode = EnumSource.Mode.EXCLUDE, names = "ENSEMBLE")
  void the_same_seed_fits_the_same_bits(ModelFamily family) {
    for (Prepared prepared : problems(family)) {
      TrainingData data = data(prepared, family);
      Candidate candidate = candidate(family);

      Fitted one = Trainer.of(candidate, data).fit(candidate, data, Allowance.unlimited(7));
      Fitted other = Trainer.of(candidate, data).fit(candidate, data, Allowance.unlimited(7));

      assertThat(bits(one.estimator())).isEqualTo(bits(other.estimator()));
      assertThat(one.nativeValidation()).isEqualTo(other.nativeValidation());
    }
  }

  private static Object bits(Estimator estimator) {
    if (estimator instanceof Estimator.XgBoost trees) {
      return new String(trees.bytes(), StandardCharsets.ISO_8859_1);
    }
    if (estimator instanceof NeuralNetwork network) {
      return network.layers().stream().map(layer -> Arrays.deepToString(layer.weights())).toList();
    }
    if (estimator instanceof FactorizationMachine machine) {
      return Arrays.deepToString(machine.factors());
    }
    if (estimator instanceof QuadraticModel form) {
      return Arrays.deepToString(form.products());
    }
    if (estimator instanceof BoundedModel bounded) {
      return bits(bounded.model());
    }
    LinearModel linear = (LinearModel) estimator;
    return Arrays.deepToString(linear.coefficients()) + Arrays.toString(linear.intercepts());
  }

  private static double[] answers(Estimator estimator, FeatureMatrix rows) {
    FeatureModel model = FeatureModel.of(estimator);
    FeatureModel.Evaluator evaluator = model.evaluator();
    double[] one = new double[model.outputs()];
    double[] all = new double[rows.rows() * one.length];
    for (int row = 0; row < rows.rows(); row++) {
      evaluator.predict(rows.values(), row * rows.width(), one);
      System.arraycopy(one, 0, all, row * one.length, one.length);
    }
    return all;
  }
}
