package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.metrics.Calibration;
import io.mudbrick.automl.internal.metrics.Classification;
import io.mudbrick.automl.internal.metrics.Curves;
import io.mudbrick.automl.internal.metrics.Interval;
import io.mudbrick.automl.internal.metrics.Weights;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Confusion matrix, ROC, precision-recall, lift and calibration curves on the validation rows. With
 * more than two classes there is a curve a class, in one file.
 */
public record LabelReport(Classification result, List<Object> classes) implements Report {
  /** Enough for a smooth line; the metrics are computed from all points. */
  private static final int MOST_POINTS = 500;

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("val_confusion_matrix.json", confusionJson());
    files.put("val_confusion_matrix.svg", ConfusionPicture.draw(labels(), result.confusion()));
    files.put("val_roc_curve.csv", roc().csv());
    files.put("val_roc_curve.svg", roc().svg());
    files.put("val_precision_recall_curve.csv", precisionRecall().csv());
    files.put("val_precision_recall_curve.svg", precisionRecall().svg());
    files.put("val_lift_curve.csv", lift().csv());
    files.put("val_lift_curve.svg", lift().svg());
    files.put("val_calibration_curve.csv", calibrationCsv());
    files.put("val_calibration_curve.svg", calibrationSvg());
    if (result.classes() > 2) {
      files.put("val_per_class_metrics.csv", perClass());
    }
    return files;
  }

  private List<String> labels() {
    return classes.stream().map(String::valueOf).toList();
  }

  private byte[] confusionJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", labels());
    json.put("rows", "true");
    json.put("columns", "predicted");
    json.put("counts", result.confusion());
    return Json.bytes(json);
  }

  private CurveFamily roc() {
    return new CurveFamily(
        "ROC curve (validation)",
        "false_positive_rate",
        "true_positive_rate",
        note("AUC", "roc_auc") + aucInterval(),
        CurveFamily.Ground.DIAGONAL,
        lines(Curves::roc));
  }

  private CurveFamily precisionRecall() {
    return new CurveFamily(
        "Precision and recall (validation)",
        "recall",
        "precision",
        note("average precision", "precision_recall_auc"),
        CurveFamily.Ground.NONE,
        lines(Curves::precisionRecall));
  }

  private CurveFamily lift() {
    return new CurveFamily(
        "Lift (validation)",
        "share_of_rows",
        "lift",
        "",
        CurveFamily.Ground.ONE,
        lines(Curves::lift));
  }

  private byte[] calibrationCsv() {
    Csv csv = new Csv(List.of("class", "mean_predicted", "share_observed", "rows"));
    for (int c = first(); c < result.classes(); c++) {
      for (Calibration.Bin bin : calibration(c).bins()) {
        csv.line(
            List.of(
                String.valueOf(classes.get(c)),
                Double.toString(bin.predicted()),
                Double.toString(bin.observed()),
                Integer.toString(bin.rows())));
      }
    }
    return csv.bytes();
  }

  private byte[] calibrationSvg() {
    Plot plot =
        new Plot(
            "Calibration (validation)",
            Plot.Axis.share("mean predicted probability"),
            Plot.Axis.share("share that truly is"));
    plot.dashed(0, 0, 1, 1);
    for (int c = first(); c < result.classes(); c++) {
      List<Calibration.Bin> bins = calibration(c).bins();
      String colour = Svg.COLOURS.get((c - first()) % Svg.COLOURS.size());
      plot.curve(
          bins.stream().mapToDouble(Calibration.Bin::predicted).toArray(),
          bins.stream().mapToDouble(Calibration.Bin::observed).toArray(),
          colour);
      bins.forEach(bin -> plot.dot(bin.predicted(), bin.observed(), 4, colour));
      if (result.classes() > 2 && c < CurveFamily.MOST_NAMED) {
        plot.legend(c, String.valueOf(classes.get(c)), colour);
      }
    }
    return result.classes() > 2
        ? plot.bytes()
        : plot.note(String.format(Locale.ROOT, "Brier score %.4f", calibration(1).brier())).bytes();
  }

  private Calibration calibration(int c) {
    return Calibration.of(result.isClass(c), result.scores(c), result.weights());
  }

  private byte[] perClass() {
    Csv csv =
        new Csv(
            List.of(
                "class",
                "precision",
                "recall",
                "f1_score",
                "roc_auc",
                "precision_recall_auc",
                "rows"));
    for (int c = 0; c < result.classes(); c++) {
      int of = c;
      csv.line(
          List.of(
              String.valueOf(classes.get(c)),
              Double.toString(result.precision(c)),
              Double.toString(result.recall(c)),
              Double.toString(result.f1(c)),
              Double.toString(result.rocAuc(c)),
              Double.toString(result.averagePrecision(c)),
              Long.toString(IntStream.of(result.truth()).filter(t -> t == of).count())));
    }
    return csv.bytes();
  }

  private int first() {
    return result.classes() == 2 ? 1 : 0;
  }

  private String note(String label, String metric) {
    Double value = result.metrics().get(metric);
    return value == null ? "" : String.format(Locale.ROOT, "%s %.4f", label, value);
  }

  private String aucInterval() {
    Interval interval = result.areaInterval();
    return interval == null
        ? ""
        : String.format(Locale.ROOT, " (%.3f to %.3f)", interval.low(), interval.high());
  }

  private interface Curve {
    List<Curves.Point> of(boolean[] positive, double[] scores, Weights weights);
  }

  private List<CurveFamily.Line> lines(Curve curve) {
    List<CurveFamily.Line> lines = new ArrayList<>();
    for (int c = first(); c < result.classes(); c++) {
      if (Double.isNaN(result.rocAuc(c))) {
        continue;
      }
      lines.add(
          new CurveFamily.Line(
              String.valueOf(classes.get(c)),
              Curves.thin(
                  curve.of(result.isClass(c), result.scores(c), result.weights()), MOST_POINTS)));
    }
    return lines;
  }
}
