package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors of the model room. Where MLflow has words for a case, they are its words. */
public final class ModelErrors {
  private static final int MOST_NAMES = 50;

  private ModelErrors() {}

  public static PlatformException missingColumns(List<String> missing, List<String> extra) {
    String message = "Model is missing inputs " + quoted(missing) + ".";
    return bad(
        extra.isEmpty()
            ? message
            : message + " Note that there were extra inputs: " + some(extra) + ".");
  }

  /** A request may bring a million columns, and the answer is not to bring them back. */
  private static String some(List<String> names) {
    List<String> first = names.stream().limit(MOST_NAMES).map(ModelErrors::shortened).toList();
    return names.size() <= MOST_NAMES
        ? quoted(first)
        : quoted(first) + " and " + (names.size() - MOST_NAMES) + " more";
  }

  public static PlatformException tooFewColumns(int expected, int actual) {
    return bad(
        "Model inference is missing inputs. The model signature declares "
            + expected
            + " inputs but the provided value only has "
            + actual
            + " inputs. Note: the inputs were not named in the signature so we can only verify their"
            + " count.");
  }

  public static PlatformException incompatible(String column, String from, String to) {
    return bad(
        "Incompatible input types for column "
            + column
            + ". Can not safely convert "
            + from
            + " to "
            + to
            + ".");
  }

  public static PlatformException badCsv(Exception cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return new PlatformException(
        ErrorCode.BAD_REQUEST, "Failed to parse input as CSV: " + reason.getMessage(), cause);
  }

  public static PlatformException notUtf8(Exception cause) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST, "The input is no UTF-8 text: save it as UTF-8.", cause);
  }

  public static PlatformException tooManyColumns(int most) {
    return bad("The input has more than " + most + " columns.");
  }

  public static PlatformException noRows() {
    return bad("The input has no rows.");
  }

  public static PlatformException failedConversion(String column, String type, Object value) {
    return bad(
        "Data is not compatible with model signature. Failed to convert column "
            + column
            + " to type '"
            + type
            + "'. Error: '"
            + shortened(value)
            + "'");
  }

  public static PlatformException missingValue(String column) {
    return bad("The value of the required field '" + column + "' is missing.");
  }

  public static PlatformException notANumber(Object value) {
    return bad("'" + shortened(value) + "' is not a number.");
  }

  static PlatformException unknownSeries(List<String> columns, List<String> identity) {
    return bad("The model knows no series with " + columns + " = " + identity + ".");
  }

  static PlatformException outsideForecast(
      LocalDateTime time, LocalDateTime first, LocalDateTime last) {
    return bad("The model forecasts " + first + " to " + last + "; " + time + " lies outside.");
  }

  public static PlatformException notADate(Object value) {
    return bad("'" + shortened(value) + "' is neither a date nor a timestamp.");
  }

  public static PlatformException columnLengths(String column, int size, int rows) {
    return bad("Column '" + column + "' has " + size + " rows where others have " + rows + ".");
  }

  public static PlatformException rowLength(int columns, int values) {
    return bad(columns + " columns passed, passed data had " + values + " columns");
  }

  public static PlatformException columnTwice(String column) {
    return bad("Column '" + column + "' is named twice.");
  }

  public static PlatformException badSignature(String reason) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "The model signature is malformed: " + reason);
  }

  public static PlatformException noModelFile(Path dir) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Could not find an \"MLmodel\" configuration file in '" + dir.getFileName() + "'.");
  }

  public static PlatformException unknownFlavor(String name) {
    return bad("There is no flavor '" + shortened(name) + "': xgboost, lightgbm, onnx or tribuo.");
  }

  public static PlatformException missingFile(String path) {
    return bad("The model has no file '" + path + "'.");
  }

  public static PlatformException badPath(String path) {
    return bad("The path '" + shortened(path) + "' leaves the model directory.");
  }

  public static PlatformException malformed(String what, String reason) {
    return bad("Malformed " + what + ": " + reason);
  }

  public static PlatformException malformed(String what, String reason, Throwable cause) {
    return new PlatformException(ErrorCode.BAD_REQUEST, "Malformed " + what + ": " + reason, cause);
  }

  public static PlatformException unsupported(String what) {
    return bad("The JVM cannot score this model: " + what + ".");
  }

  public static PlatformException needsJar(String what, String jar, Throwable cause) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "The JVM cannot score this model: it is " + what + "; put " + jar + " on the class path.",
        cause);
  }

  public static PlatformException noFlavor(List<String> has, List<String> known) {
    String message =
        "The JVM cannot score this model: it has the flavors "
            + quoted(has)
            + " and this server scores "
            + quoted(known)
            + ".";
    return bad(
        has.contains("python_function")
            ? message
                + " What only Python can load, a pickle or code, is stored and given back as it is;"
                + " to have it scored here, log it as ONNX (mlflow.onnx.log_model; for scikit-learn"
                + " by way of skl2onnx), or a Booster as xgboost or lightgbm."
            : message);
  }

  public static PlatformException unknownFunction(String name, List<String> known) {
    return bad(
        "This model is the Java function '"
            + shortened(name)
            + "', which nobody gave to this server; it has "
            + quoted(known)
            + ". Give it by Mudbrick.builder().modelFunction(...), or as a provider of"
            + " io.mudbrick.platform.model.ModelFunction on the class path.");
  }

  /** XGBoost's own words: it counts the features from 0. */
  public static PlatformException unseenCategory(int feature, String category) {
    return bad(
        "Found a category not in the training set for the `"
            + feature
            + "`th (0-based) column: `"
            + shortened(category)
            + "`.");
  }

  public static PlatformException noContributions() {
    return bad("This model cannot say how its features contribute.");
  }

  public static PlatformException noContributionsOf(String what) {
    return bad("This model has " + what + ": how its features contribute is not defined.");
  }

  public static PlatformException tooDeepToExplain(int depth, int most) {
    return bad(
        "This model has trees of "
            + depth
            + " levels; contributions are computed for at most "
            + most
            + ".");
  }

  public static PlatformException noProbabilities() {
    return bad("This model predicts numbers, not classes: it has no probabilities.");
  }

  public static PlatformException doNotFit(String reason) {
    return bad("The parts of the model do not fit together: " + reason + ".");
  }

  private static PlatformException bad(String message) {
    return new PlatformException(ErrorCode.BAD_REQUEST, message);
  }

  /** As Python prints a list of strings, which is what MLflow's messages carry. */
  private static String quoted(List<String> names) {
    return names.stream()
        .map(name -> "'" + name + "'")
        .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
  }

  /** Attacker input goes into messages: keep them short. */
  private static String shortened(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
