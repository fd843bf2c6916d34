package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.glm.ElasticNet;
import io.mudbrick.platform.model.LinearModel;
import java.util.Locale;
import java.util.Map;

/** Elastic-net linear, logistic and multinomial regression; the validation rows choose lambda. */
final class LinearTrainer implements Trainer {
  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    ElasticNet.Fit fit = ElasticNet.path(data, candidate.param("l1_ratio"), allowance.over());
    LinearModel model =
        new LinearModel(
            Shares.link(data.classes()),
            data.train().rows().names(),
            fit.coefficients(),
            fit.intercepts(),
            Matrices.means(data.train().rows()));
    return new Fitted(
        model,
        Map.of(
            "lambda", String.format(Locale.ROOT, "%.4g", fit.lambda()),
            "lambdas_tried", Integer.toString(fit.penalties())),
        fit.answers());
  }
}
