package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores the columns of a frame by a model of Tribuo. A feature is named as a column, or as
 * Tribuo's field processors name it: {@code column@value} is the column's number, {@code
 * column@text} is 1 where the column holds that text.
 */
final class TribuoScorer implements Scorer {
  static final String NUMBER = "value";

  /**
   * Where a feature comes from.
   *
   * @param text null when it is the column's number
   */
  record Origin(String column, @Nullable String text) {
    static Origin of(String feature) {
      int at = feature.lastIndexOf('@');
      if (at <= 0) {
        return new Origin(feature, null);
      }
      String text = feature.substring(at + 1);
      return new Origin(feature.substring(0, at), text.equals(NUMBER) ? null : text);
    }
  }

  private final TribuoFile file;
  private final List<Origin> origins;
  private final List<Object> classes;

  TribuoScorer(TribuoFile file) {
    this.file = file;
    this.origins = file.features().stream().map(Origin::of).toList();
    this.classes = file.outputs().areClasses() ? List.copyOf(file.outputs().names()) : List.of();
  }

  @Override
  public Predictions score(Frame rows) {
    int count = rows.rows();
    int outputs = file.outputs().names().size();
    double[] answers = new double[Math.multiplyExact(count, outputs)];
    int[] labels = new int[count];
    double[] features = new double[origins.size()];
    double[] answer = new double[outputs];
    Column[] columns = columns(rows);
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < features.length; i++) {
        features[i] = number(columns[i], row, i);
      }
      labels[row] = file.model().answer(features, answer);
      System.arraycopy(answer, 0, answers, row * outputs, outputs);
    }
    if (!file.outputs().areClasses()) {
      return Predictions.values(values(answers, count));
    }
    String[] names = new String[count];
    for (int row = 0; row < count; row++) {
      names[row] = file.outputs().names().get(labels[row]);
    }
    return file.model().probabilities()
        ? Predictions.classes(Column.strings(names), classes, answers)
        : Predictions.values(Column.strings(names));
  }

  private Column values(double[] answers, int count) {
    List<String> dimensions = file.outputs().names();
    if (dimensions.size() == 1) {
      return Column.doubles(answers);
    }
    List<Map<String, Double>> maps = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      Map<String, Double> map = new LinkedHashMap<>();
      for (int k = 0; k < dimensions.size(); k++) {
        map.put(dimensions.get(k), answers[row * dimensions.size() + k]);
      }
      maps.add(map);
    }
    return Column.of(maps);
  }

  private Column[] columns(Frame rows) {
    Column[] columns = new Column[origins.size()];
    Set<String> missing = new LinkedHashSet<>();
    for (int i = 0; i < columns.length; i++) {
      Column whole = rows.find(file.features().get(i));
      Column found = whole == null ? rows.find(origins.get(i).column()) : whole;
      if (found == null) {
        missing.add(origins.get(i).column());
      } else {
        columns[i] = found;
      }
    }
    if (!missing.isEmpty()) {
      throw ModelErrors.missingColumns(List.copyOf(missing), List.of());
    }
    return columns;
  }

  private double number(Column column, int row, int feature) {
    String text = origins.get(feature).text();
    if (text != null && column.kind() == Column.Kind.STRING) {
      return text.equals(column.text(row)) ? 1 : 0;
    }
    double number = column.number(row);
    return Double.isNaN(number) ? 0 : number;
  }
}
