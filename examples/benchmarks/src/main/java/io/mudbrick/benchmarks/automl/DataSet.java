package io.mudbrick.benchmarks.automl;

import java.util.List;

/**
 * Rows to learn from: {@code NAME.csv} in the folder of the data.
 *
 * @param quick whether it is among the few that {@code --quick} takes
 */
record DataSet(String name, String target, Task task, boolean quick) {

  enum Task {
    BINARY,
    MULTICLASS,
    REGRESSION;

    boolean hasClasses() {
      return this != REGRESSION;
    }
  }

  static final List<DataSet> ALL =
      List.of(
          quick("credit-g", "class", Task.BINARY),
          of("kr-vs-kp", "class", Task.BINARY),
          of("spam", "type", Task.BINARY),
          of("mlc_churn", "churn", Task.BINARY),
          quick("wa_churn", "churn", Task.BINARY),
          of("credit_data", "Status", Task.BINARY),
          of("attrition", "Attrition", Task.BINARY),
          of("lending_club", "Class", Task.BINARY),
          of("hmda", "deny", Task.BINARY),
          of("titanic", "survived", Task.BINARY),
          quick("vehicle", "Class", Task.MULTICLASS),
          of("segment", "class", Task.MULTICLASS),
          of("dna", "Class", Task.MULTICLASS),
          of("hpc_data", "class", Task.MULTICLASS),
          of("letter", "lettr", Task.MULTICLASS),
          of("shuttle", "Class", Task.MULTICLASS),
          of("satellite", "classes", Task.MULTICLASS),
          of("ionosphere", "Class", Task.BINARY),
          of("pima", "diabetes", Task.BINARY),
          of("sonar", "Class", Task.BINARY),
          of("musk", "Class", Task.BINARY),
          of("supermarket", "total", Task.BINARY),
          of("ticdata", "CARAVAN", Task.BINARY),
          of("stackoverflow", "Remote", Task.BINARY),
          of("reviews", "score", Task.BINARY),
          of("stops", "problem", Task.BINARY),
          of("glass", "Type", Task.MULTICLASS),
          of("vowel", "Class", Task.MULTICLASS),
          of("soybean", "Class", Task.MULTICLASS),
          of("income", "INCOME", Task.MULTICLASS),
          of("digits", "target", Task.MULTICLASS),
          quick("concrete", "compressive_strength", Task.REGRESSION),
          of("boston", "medv", Task.REGRESSION),
          of("ames", "Sale_Price", Task.REGRESSION),
          of("diamonds", "price", Task.REGRESSION),
          of("cps1988", "wage", Task.REGRESSION),
          of("chicago", "ridership", Task.REGRESSION),
          of("randhie", "mdvis", Task.REGRESSION),
          of("car_prices", "Price", Task.REGRESSION),
          of("sacramento", "price", Task.REGRESSION),
          of("check_times", "check_time", Task.REGRESSION),
          of("nmes1988", "visits", Task.REGRESSION),
          of("house_prices", "price", Task.REGRESSION),
          of("tate", "year", Task.REGRESSION));

  private static DataSet of(String name, String target, Task task) {
    return new DataSet(name, target, task, false);
  }

  private static DataSet quick(String name, String target, Task task) {
    return new DataSet(name, target, task, true);
  }

  /** What {@code loss} means for it. */
  String lossName() {
    return task.hasClasses() ? "log loss" : "RMSE";
  }
}
