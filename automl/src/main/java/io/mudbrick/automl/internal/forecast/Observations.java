package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.ForecastErrors;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.EventTime;
import io.mudbrick.platform.model.Frame;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows by series, their times read. */
final class Observations {
  private static final Comparator<List<String>> BY_TEXTS =
      Comparator.comparing(texts -> String.join("\u0000", texts));

  private final Map<List<String>, List<Observation>> series = new TreeMap<>(BY_TEXTS);
  private int left;

  private Observations() {}

  /**
   * A row.
   *
   * @param value NaN when it is missing
   * @param features NaN where they are missing
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  record Observation(LocalDateTime time, double value, double weight, double[] features) {}

  /**
   * Reads rows.
   *
   * @param target null for rows of the time to come
   */
  static Observations of(Frame rows, @Nullable String target, ForecastOptions options) {
    Column times = column("time", rows, options.timeColumn());
    List<Column> identities = columns("identity", rows, options.identityColumns());
    List<Column> features = columns("feature", rows, options.features());
    features.forEach(Observations::requireNumbers);
    Column values = target == null ? null : column("target", rows, target);
    if (values != null && target != null) {
      requireNumbers(target, values);
    }
    String weight = target == null ? null : options.sampleWeightColumn();
    Column weights = weight == null ? null : column("sample weight", rows, weight);
    Observations observations = new Observations();
    for (int row = 0; row < rows.rows(); row++) {
      Object value = times.value(row);
      LocalDateTime time = EventTime.of(value);
      if (time == null && value != null) {
        throw ForecastErrors.noTimes(options.timeColumn(), value);
      }
      List<String> identity = identity(identities, row);
      if (time == null || identity.contains("")) {
        observations.left++;
      } else {
        observations
            .series
            .computeIfAbsent(identity, texts -> new ArrayList<>())
            .add(
                new Observation(
                    time,
                    values == null ? Double.NaN : finite(values.number(row)),
                    weights == null ? 1 : weight(weight, weights.number(row)),
                    numbers(features, row)));
      }
    }
    return observations;
  }

  /** The series by identity, in order. */
  Map<List<String>, List<Observation>> series() {
    return series;
  }

  /** How many rows were left out, for want of a time or an identity. */
  int left() {
    return left;
  }

  static Column column(String role, Frame rows, String name) {
    Column column = rows.find(name);
    if (column == null) {
      throw AutoMlErrors.noSuchColumn(role, name, rows.names());
    }
    return column;
  }

  private static List<Column> columns(String role, Frame rows, List<String> names) {
    return names.stream().map(name -> column(role, rows, name)).toList();
  }

  private static List<String> identity(List<Column> columns, int row) {
    return columns.stream().map(column -> Objects.toString(column.text(row), "")).toList();
  }

  private static double[] numbers(List<Column> columns, int row) {
    return columns.stream().mapToDouble(column -> finite(column.number(row))).toArray();
  }

  private static double finite(double number) {
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  private static double weight(@Nullable String column, double weight) {
    if (weight < 0) {
      throw ForecastErrors.negativeWeight(String.valueOf(column), weight);
    }
    return Double.isNaN(weight) ? 0 : weight;
  }

  private static void requireNumbers(Column column) {
    requireNumbers("feature", column);
  }

  private static void requireNumbers(String name, Column column) {
    for (int row = 0; row < column.size(); row++) {
      Object value = column.value(row);
      if (value != null && !(value instanceof Number) && !(value instanceof Boolean)) {
        throw AutoMlErrors.targetNotNumeric(name, value);
      }
    }
  }

  /** The type of a column in a model's signature. */
  static DataType type(Column column) {
    return switch (column.kind()) {
      case LONG, DOUBLE -> DataType.LONG;
      case BOOLEAN -> DataType.BOOLEAN;
      case STRING -> DataType.STRING;
      case OBJECT -> DataType.DATETIME;
    };
  }
}
