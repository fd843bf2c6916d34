package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ForecastScorer;
import io.mudbrick.platform.internal.model.NativeFlavors;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What is expected of one or many time series, as data: of a row with a time, and with the columns
 * that tell series apart, it says the expected value and between what it should lie. What {@link
 * #toModel} writes, {@link ModelLoader} loads, and Python's {@code mlflow.pyfunc.load_model}.
 * Immutable.
 *
 * @param target what is forecast
 * @param timeColumn of the rows; its values are whatever {@link EventTime} reads
 * @param identityColumns which tell series apart; empty when there is one series
 * @param level how often the value should lie between lower and upper
 */
public record ForecastModel(
    String target,
    String timeColumn,
    List<String> identityColumns,
    Pace pace,
    double level,
    List<Line> series) {

  /** The name of the flavor. */
  public static final String FLAVOR = "mudbrick_forecast";

  /**
   * One series.
   *
   * @param identity the texts of the identity columns
   * @param start the time of the first value
   * @param mean the expected values, one for each step from there
   * @param lower below which values should seldom lie
   * @param upper above which they should seldom lie
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Line(
      List<String> identity, LocalDateTime start, double[] mean, double[] lower, double[] upper) {
    public Line {
      identity = List.copyOf(identity);
    }
  }

  public ForecastModel {
    identityColumns = List.copyOf(identityColumns);
    series = List.copyOf(series);
  }

  /** The scorer that the written model will have, without writing it. */
  public Scorer scorer() {
    return new ForecastScorer(this);
  }

  /**
   * The model as files.
   *
   * @param timeType of the time column: DATETIME, STRING or LONG
   */
  public NativeModel toModel(DataType timeType, List<DataType> identityTypes) {
    return NativeFlavors.forecast(this, timeType, identityTypes);
  }
}
