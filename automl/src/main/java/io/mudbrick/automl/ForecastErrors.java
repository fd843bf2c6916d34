package io.mudbrick.automl;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.List;

/** The errors of series, their times and their forecasts. */
public final class ForecastErrors {
  private ForecastErrors() {}

  static PlatformException unknownFrequency(String text) {
    return AutoMlErrors.invalid(
        "'"
            + text
            + "' is no frequency: write S, min, H, D, W, M, Q or Y, or a number and one of them;"
            + " m is a minute and M a month.");
  }

  static PlatformException noHorizon(int horizon, int longest) {
    return AutoMlErrors.invalid(
        "The horizon must be 1 to " + longest + " steps, not " + horizon + ".");
  }

  public static PlatformException noTimes(String column, Object value) {
    return AutoMlErrors.invalid(
        "The time column '" + column + "' holds '" + value + "', neither a date nor a time.");
  }

  public static PlatformException noTimesAtAll(String column) {
    return AutoMlErrors.invalid("No row has a time in '" + column + "' and an identity.");
  }

  public static PlatformException noTargets(String target) {
    return AutoMlErrors.invalid("No row has a number in the target '" + target + "'.");
  }

  public static PlatformException targetHasRole(String target) {
    return AutoMlErrors.invalid(
        "The target '" + target + "' cannot also be a time or identity column.");
  }

  public static PlatformException negativeWeight(String column, double weight) {
    return AutoMlErrors.invalid(
        "The sample weight column '" + column + "' holds " + weight + ", less than 0.");
  }

  public static PlatformException otherFrequency(String column, long gap, Frequency frequency) {
    return AutoMlErrors.invalid(
        "The times in '"
            + column
            + "' are mostly "
            + gap
            + " steps of the frequency "
            + frequency
            + " apart; say the frequency that the data has.");
  }

  public static PlatformException tooManySteps(
      String column, long steps, Frequency frequency, int most) {
    return AutoMlErrors.invalid(
        "The times in '"
            + column
            + "' span "
            + steps
            + " steps of the frequency "
            + frequency
            + ", more than "
            + most
            + "; is one of them wrong, or the frequency too small?");
  }

  public static PlatformException tooShort(int values, int needed) {
    return AutoMlErrors.invalid(
        "The longest series has "
            + values
            + " values; a forecast needs "
            + needed
            + ", or it cannot be judged.");
  }

  public static PlatformException otherTable(
      String table, List<String> columns, List<String> wanted) {
    return AutoMlErrors.invalid(
        "The table " + table + " has the columns " + columns + "; forecasts need " + wanted + ".");
  }

  public static PlatformException noSuchExperiment(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "The experiment " + id + " forecasts nothing.");
  }

  public static PlatformException oneHolidayRegion(int regions) {
    return AutoMlErrors.invalid("Holidays are of one region, not of " + regions + ".");
  }

  public static PlatformException noSplitColumn() {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        "Forecasts are judged at past cut-offs; a split column has no say here.");
  }

  public static PlatformException unknownCountry(String code, Collection<String> known) {
    return AutoMlErrors.invalid(
        "The holidays of the country '" + code + "' are not known; known are " + known + ".");
  }

  public static PlatformException unknownForecaster(String name, List<String> known) {
    return AutoMlErrors.invalid(
        "There is no forecasting model '"
            + name
            + "'; there are "
            + String.join(", ", known)
            + ".");
  }

  public static PlatformException undefinedForPast(EvaluationMetric metric) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The metric '"
            + metric.wireName()
            + "' is undefined at past times: relative errors need values other than 0, and any needs"
            + " a series of at least 4 values. Choose another one, such as smape or mae.");
  }
}
