package io.mudbrick.featurestore.internal;

import io.mudbrick.featurestore.ReplayReport;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Every error about feature specs as objects of the catalog, and models that carry one. */
public final class SpecErrors {
  private SpecErrors() {}

  public static PlatformException notASpec(String function) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Function '" + function + "' is not a feature spec.");
  }

  public static PlatformException noFeatures(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature spec '" + name + "' needs a feature lookup or a feature function.");
  }

  public static PlatformException directTimeSeries(List<String> tables) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The model looks features up as of a time, in "
            + String.join(", ", tables)
            + ": it does not predict on its own. Score it in a batch, or serve it.");
  }

  public static PlatformException resultType(String type) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Predictions cannot be given as " + type + ": take double, long or string.");
  }

  public static PlatformException columnTaken(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The rows have a column '" + column + "' already, which is to hold the predictions.");
  }

  public static PlatformException badRate(double rate) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The part of the keys to log lies between 0 and 1; it is not " + rate + ".");
  }

  public static PlatformException noLog(String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Table '" + table + "' is no log of served features.");
  }

  public static PlatformException otherLog(String table) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION, "Table '" + table + "' is the log of another feature spec.");
  }

  public static PlatformException skew(ReplayReport report, double most) {
    String worst =
        report.features().entrySet().stream()
            .filter(feature -> feature.getValue().differing() > 0)
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<String, ReplayReport.Feature> feature) ->
                        -feature.getValue().differing()))
            .limit(5)
            .map(feature -> feature.getKey() + " (" + feature.getValue().differing() + ")")
            .collect(Collectors.joining(", "));
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        String.format(
            Locale.ROOT,
            "Of %d requests in '%s' %d differ from the tables (%.3f%%, at most %.3f%%): %s.",
            report.rows(),
            report.log(),
            report.differing(),
            100 * report.rate(),
            100 * most,
            worst),
        Map.of("reason", "FEATURE_SKEW"),
        null);
  }
}
