package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.explain.Dependence;
import io.mudbrick.automl.internal.explain.Explanations;
import io.mudbrick.automl.internal.explain.Importance;
import io.mudbrick.automl.internal.explain.Shap;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Contributions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a model answers as it does, as pictures and as the numbers behind them. */
public record ExplanationReport(Explanations told) implements Report {

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (!told.importance().isEmpty()) {
      files.put("feature_importance.csv", importanceCsv());
      files.put("feature_importance.svg", importanceSvg());
    }
    Shap shap = told.shap();
    if (shap != null) {
      files.put("shap_values.csv", shapCsv(shap));
      files.put("shap_summary.json", shapJson(shap));
      files.put("shap_feature_importance_plot.svg", shapBars(shap));
      files.put("shap_beeswarm_plot.svg", swarm(shap));
    }
    if (!told.dependence().isEmpty()) {
      files.put("partial_dependence.csv", dependenceCsv());
      files.put("partial_dependence_ice.csv", singleCsv());
      files.put("partial_dependence_plot.svg", dependenceSvg());
    }
    return files;
  }

  private List<String> classes() {
    List<Object> classes = told.subject().target().classes();
    return classes.size() > 2 ? classes.stream().map(String::valueOf).toList() : List.of();
  }

  private String loss() {
    return told.subject().target().isClassification() ? "log loss" : "mean squared error";
  }

  private byte[] importanceCsv() {
    Csv csv = new Csv(List.of("column", "loss_when_shuffled"));
    for (Importance column : told.importance()) {
      csv.line(List.of(column.column(), Double.toString(column.loss())));
    }
    return csv.bytes();
  }

  private byte[] importanceSvg() {
    List<BarPicture.Bar> bars = new ArrayList<>();
    for (Importance column : told.importance()) {
      bars.add(new BarPicture.Bar(column.column(), new double[] {column.loss()}));
    }
    return BarPicture.draw(
        "What the model leans on",
        loss() + " added when the column is shuffled (permutation importance)",
        bars,
        List.of());
  }

  /** A line a row, of several classes one a row and class. */
  private byte[] shapCsv(Shap shap) {
    Contributions values = shap.values();
    List<String> header = new ArrayList<>();
    header.add("row");
    if (!classes().isEmpty()) {
      header.add("class");
    }
    header.add("base");
    header.addAll(values.features());
    Csv csv = new Csv(header);
    for (int row = 0; row < values.rows(); row++) {
      for (int k = 0; k < values.outputs(); k++) {
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(row));
        if (!classes().isEmpty()) {
          cells.add(classes().get(k));
        }
        cells.add(Double.toString(values.base()[k]));
        for (int c = 0; c < values.features().size(); c++) {
          cells.add(Double.toString(values.value(row, k, c)));
        }
        csv.line(cells);
      }
    }
    return csv.bytes();
  }

  private byte[] shapJson(Shap shap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", method(shap));
    json.put("scale", told.subject().scale(shap.method()));
    json.put("rows", shap.values().rows());
    json.put("base", shap.values().base());
    Map<String, Object> means = new LinkedHashMap<>();
    for (int column : shap.ranked()) {
      means.put(shap.values().features().get(column), shap.importance(column));
    }
    json.put("mean_absolute", means);
    return Json.bytes(json);
  }

  private static String method(Shap shap) {
    return switch (shap.method()) {
      case EXACT -> "TreeSHAP, exact for linear models; a blend's are the means of its members'";
      case SAMPLED -> "permutation sampling against background rows";
    };
  }

  private byte[] shapBars(Shap shap) {
    List<BarPicture.Bar> bars = new ArrayList<>();
    for (int column : shap.ranked()) {
      double[] parts = new double[shap.values().outputs()];
      for (int k = 0; k < parts.length; k++) {
        parts[k] = shap.importance(column, k);
      }
      bars.add(new BarPicture.Bar(shap.values().features().get(column), parts));
    }
    return BarPicture.draw(
        "Mean absolute SHAP value",
        "in " + told.subject().scale(shap.method()) + ", over " + shap.values().rows() + " rows",
        bars,
        classes());
  }

  private byte[] swarm(Shap shap) {
    int[] outputs = told.predicted(shap);
    String across =
        classes().isEmpty()
            ? "SHAP value (what the column adds to the " + told.subject().scale(shap.method()) + ")"
            : "SHAP value (what the column adds to the "
                + told.subject().scale(shap.method())
                + " of the predicted class)";
    return SwarmPicture.draw("SHAP values of " + outputs.length + " rows", across, shap, outputs);
  }

  private byte[] dependenceCsv() {
    Csv csv = new Csv(header("mean"));
    for (Dependence of : told.dependence()) {
      for (int k = 0; k < of.mean().size(); k++) {
        for (int i = 0; i < of.values().size(); i++) {
          csv.line(line(of, i, k, of.mean().get(k)[i]));
        }
      }
    }
    return csv.bytes();
  }

  private List<String> header(String last) {
    return classes().isEmpty()
        ? List.of("column", "value", last)
        : List.of("column", "value", "class", last);
  }

  private List<String> line(Dependence of, int value, int output, double answer) {
    String text = of.values().get(value);
    return classes().isEmpty()
        ? List.of(of.column(), text, Double.toString(answer))
        : List.of(of.column(), text, classes().get(output), Double.toString(answer));
  }

  /** Row by row, of the first class where there are more than two. */
  private byte[] singleCsv() {
    Csv csv = new Csv(List.of("column", "row", "value", "answer"));
    for (Dependence of : told.dependence()) {
      for (int row = 0; row < of.single().size(); row++) {
        for (int i = 0; i < of.values().size(); i++) {
          csv.line(
              List.of(
                  of.column(),
                  Integer.toString(row),
                  of.values().get(i),
                  Double.toString(of.single().get(row)[i])));
        }
      }
    }
    return csv.bytes();
  }

  private byte[] dependenceSvg() {
    List<Object> labels = told.subject().target().classes();
    String what =
        switch (labels.size()) {
          case 0 -> "mean " + told.subject().target().column();
          case 2 -> "mean probability of " + labels.get(1);
          default -> "mean probability of each class";
        };
    return DependencePicture.draw(
        "Partial dependence",
        what
            + " when the column is set to a value in all rows"
            + (classes().isEmpty() ? "; thin lines are single rows" : ""),
        told.dependence(),
        classes());
  }
}
