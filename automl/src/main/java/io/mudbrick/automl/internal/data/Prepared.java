package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Preparation;
import java.util.List;

/**
 * Data ready for trials, shared by all of them. Immutable.
 *
 * @param rows what it was made of
 * @param linear how rows become features of linear models
 * @param trees how rows become features of trees
 * @param signature of the raw rows that the models take
 * @param digest of the values that were used, in hexadecimal
 */
public record Prepared(
    Rows rows,
    Truth truth,
    Part train,
    Part validation,
    Part test,
    Encoded linear,
    Encoded trees,
    ModelSignature signature,
    List<Alert> alerts,
    String digest) {
  public Prepared {
    alerts = List.copyOf(alerts);
  }

  /** Raw rows of one split, the features' columns only, with their truth. */
  public record Part(Frame rows, double[] truth) {}

  /** A fitted preparation and the rows that it prepared. */
  public record Encoded(Preparation preparation, TrainingData data) {}

  /** The raw columns that are learned from. */
  public List<String> features() {
    return train.rows().names();
  }

  /** A few raw rows to show how a model is asked. */
  public Frame inputExample() {
    return train.rows().slice(0, Math.min(5, train.rows().rows()));
  }
}
