package io.mudbrick.examples.churn;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.serving.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows that no model has seen, and how well a model does on them. */
final class Holdout {
  private Holdout() {}

  /** How well probabilities fit what happened: mean log loss, lower is better, and hits. */
  record Score(double logLoss, double accuracy) {}

  static Score score(Mudbrick caller, String modelUri, ColumnBatch held, String positive) {
    Predictions predicted = caller.module(Scoring.class).scoreBatch(modelUri, keys(held));
    int index = predicted.classes().indexOf(positive);
    double loss = 0;
    int right = 0;
    for (int row = 0; row < held.size(); row++) {
      boolean happened = positive.equals(held.column("churn").get(row));
      double p = predicted.probability(row, index);
      loss -= Math.log(Math.max(1e-15, happened ? p : 1 - p));
      right += (p >= 0.5) == happened ? 1 : 0;
    }
    return new Score(loss / held.size(), (double) right / held.size());
  }

  /** Rows that carry nothing but whom and when they are about. */
  private static Frame keys(ColumnBatch customers) {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (Row row : customers.select(List.of("customer_id", "observed_at")).rows()) {
      keys.add(row.toMap());
    }
    return Frame.records(keys);
  }
}
