package io.mudbrick.examples.churn;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.serving.ScoringJob;
import io.mudbrick.serving.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks an endpoint about the customers of a scored table and compares, to the last bit. */
final class OnlineCheck {
  private final Mudbrick caller;
  private final String endpoint;
  private final String positive;

  OnlineCheck(Mudbrick caller, String endpoint, String positive) {
    this.caller = caller;
    this.endpoint = endpoint;
    this.positive = positive;
  }

  /**
   * @param scored the batch's rows with their prediction and probability
   * @throws IllegalStateException naming the first customer about whom they differ
   */
  void requireSame(ColumnBatch scored) {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (int row = 0; row < scored.size(); row++) {
      keys.add(Map.of("customer_id", String.valueOf(scored.column("customer_id").get(row))));
    }
    List<?> overHttp = new EndpointClient(caller, endpoint).ask(keys);
    Predictions inProcess =
        caller.module(Serving.class).predict(endpoint, Frame.records(keys)).predictions();
    int index = inProcess.classes().indexOf(positive);
    double[] probabilities = scored.column("probability_" + positive).doubles();
    for (int row = 0; row < scored.size(); row++) {
      boolean sameLabel =
          String.valueOf(scored.column(ScoringJob.PREDICTION).get(row))
              .equals(String.valueOf(overHttp.get(row)));
      boolean sameBits =
          Double.doubleToLongBits(probabilities[row])
              == Double.doubleToLongBits(inProcess.probability(row, index));
      if (!sameLabel || !sameBits) {
        throw new IllegalStateException(
            "Online and batch differ for " + keys.get(row) + ": " + overHttp.get(row));
      }
    }
  }
}
