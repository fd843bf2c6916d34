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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows with their predictions behind.
 *
 * @param source what the rows are called in an error
 * @param probabilities whether each class has a column
 */
record Scored(ServedModel model, String source, boolean probabilities) {

  ColumnBatch of(ColumnBatch rows) {
    Predictions predictions = model.predict(TableFrames.of(rows));
    ColumnBatch out = rows;
    for (var column : values(predictions).entrySet()) {
      ColumnVector vector = TableFrames.vector(column.getKey(), column.getValue());
      out = with(out, column.getKey(), vector);
    }
    if (probabilities) {
      for (int k = 0; k < predictions.classes().size(); k++) {
        out = with(out, name(predictions, k), ColumnVector.ofDoubles(column(predictions, k)));
      }
    }
    return out;
  }

  Frame of(Frame rows) {
    Predictions predictions = model.predict(rows);
    Frame out = rows;
    for (var column : values(predictions).entrySet()) {
      out = with(out, column.getKey(), column.getValue());
    }
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

  /** The prediction; where a forecast has bounds beside it, they are columns, too. */
  private static Map<String, io.mudbrick.platform.model.Column> values(Predictions predictions) {
    io.mudbrick.platform.model.Column all = predictions.values();
    Map<String, io.mudbrick.platform.model.Column> columns = new LinkedHashMap<>();
    boolean parts =
        all.size() > 0
            && all.value(0) instanceof Map<?, ?> first
            && first.containsKey(ScoringJob.PREDICTION);
    if (!parts) {
      columns.put(ScoringJob.PREDICTION, all);
      return columns;
    }
    for (Object part : ((Map<?, ?>) Objects.requireNonNull(all.value(0))).keySet()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        values.add(all.value(i) instanceof Map<?, ?> row ? row.get(part) : null);
      }
      String name =
          part.equals(ScoringJob.PREDICTION)
              ? ScoringJob.PREDICTION
              : ScoringJob.PREDICTION + "_" + part;
      columns.put(name, io.mudbrick.platform.model.Column.of(values));
    }
    return columns;
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
