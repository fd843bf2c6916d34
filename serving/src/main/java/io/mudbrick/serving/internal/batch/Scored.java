package io.mudbrick.serving.internal.batch;

import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.serving.ScoringJob;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.ServedModel;

/**
 * Rows with their predictions behind.
 *
 * @param source what the rows are called in an error
 * @param probabilities whether each class has a column
 */
record Scored(ServedModel model, String source, boolean probabilities) {

  ColumnBatch of(ColumnBatch rows) {
    Predictions predictions = model.predict(TableFrames.of(rows));
    ColumnBatch out =
        with(
            rows,
            ScoringJob.PREDICTION,
            TableFrames.vector(ScoringJob.PREDICTION, predictions.values()));
    if (probabilities) {
      for (int k = 0; k < predictions.classes().size(); k++) {
        out = with(out, name(predictions, k), ColumnVector.ofDoubles(column(predictions, k)));
      }
    }
    return out;
  }

  Frame of(Frame rows) {
    Predictions predictions = model.predict(rows);
    Frame out = with(rows, ScoringJob.PREDICTION, predictions.values());
    if (probabilities) {
      for (int k = 0; k < predictions.classes().size(); k++) {
        out =
            with(
                out,
                name(predictions, k),
                io.mudbrick.platform.model.Column.doubles(column(predictions, k)));
      }
    }
    return out;
  }

  private static String name(Predictions predictions, int classIndex) {
    return "probability_" + predictions.classes().get(classIndex);
  }

  private static double[] column(Predictions predictions, int classIndex) {
    double[] probability = new double[predictions.rows()];
    for (int i = 0; i < probability.length; i++) {
      probability[i] = predictions.probability(i, classIndex);
    }
    return probability;
  }

  private ColumnBatch with(ColumnBatch rows, String name, ColumnVector values) {
    if (rows.schema().contains(name)) {
      throw ServingErrors.columnTaken(name, source);
    }
    return rows.with(Column.of(name, values.type()), values);
  }

  private Frame with(Frame rows, String name, io.mudbrick.platform.model.Column values) {
    if (rows.find(name) != null) {
      throw ServingErrors.columnTaken(name, source);
    }
    return rows.with(name, values);
  }
}
