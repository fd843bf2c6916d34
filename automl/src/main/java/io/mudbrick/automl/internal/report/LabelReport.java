package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.metrics.Classification;
import io.mudbrick.automl.internal.metrics.Curves;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Confusion matrix, ROC and precision-recall curves on the validation rows. With more than two
 * classes there is a curve a class, in one file.
 */
public record LabelReport(Classification result, List<Object> classes) implements Report {
  /** Enough for a smooth line; the metrics are computed from all points. */
  private static final int MOST_POINTS = 500;

  /** So many classes fit into the legend. */
  private static final int MOST_NAMED = 12;

  private static final List<String> COLOURS =
      List.of(Svg.ACCENT, Svg.SECOND, "#6a8f3c", "#8a5aa8", "#b8862b", "#4a6b8a");

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("val_confusion_matrix.json", confusionJson());
    files.put("val_confusion_matrix.svg", ConfusionPicture.draw(labels(), result.confusion()));
    files.put("val_roc_curve.csv", roc().csv());
    files.put("val_roc_curve.svg", roc().svg());
    files.put("val_precision_recall_curve.csv", precisionRecall().csv());
    files.put("val_precision_recall_curve.svg", precisionRecall().svg());
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

  /** One curve a class, or that of the positive class. */
  private record Family(
      String title, String x, String y, String note, boolean diagonal, List<Line> lines) {
    record Line(String label, List<Curves.Point> points) {}

    byte[] csv() {
      Csv csv = new Csv(List.of("class", x, y, "threshold"));
      for (Line line : lines) {
        for (Curves.Point point : line.points()) {
          csv.line(
              List.of(
                  line.label(),
                  Double.toString(point.x()),
                  Double.toString(point.y()),
                  Double.toString(point.threshold())));
        }
      }
      return csv.bytes();
    }

    byte[] svg() {
      Plot plot =
          new Plot(
              title, Plot.Axis.share(x.replace('_', ' ')), Plot.Axis.share(y.replace('_', ' ')));
      if (diagonal) {
        plot.dashed(0, 0, 1, 1);
      }
      for (int i = 0; i < lines.size(); i++) {
        List<Curves.Point> points = lines.get(i).points();
        plot.curve(
            points.stream().mapToDouble(Curves.Point::x).toArray(),
            points.stream().mapToDouble(Curves.Point::y).toArray(),
            COLOURS.get(i % COLOURS.size()));
        if (lines.size() > 1 && i < MOST_NAMED) {
          plot.legend(i, lines.get(i).label(), COLOURS.get(i % COLOURS.size()));
        }
      }
      return plot.note(note).bytes();
    }
  }

  private Family roc() {
    return new Family(
        "ROC curve (validation)",
        "false_positive_rate",
        "true_positive_rate",
        note("AUC", "roc_auc"),
        true,
        lines(true));
  }

  private Family precisionRecall() {
    return new Family(
        "Precision and recall (validation)",
        "recall",
        "precision",
        note("average precision", "precision_recall_auc"),
        false,
        lines(false));
  }

  private String note(String label, String metric) {
    Double value = result.metrics().get(metric);
    return value == null ? "" : String.format(Locale.ROOT, "%s %.4f", label, value);
  }

  private List<Family.Line> lines(boolean roc) {
    List<Family.Line> lines = new ArrayList<>();
    for (int c = result.classes() == 2 ? 1 : 0; c < result.classes(); c++) {
      boolean[] positive = result.isClass(c);
      double[] scores = result.scores(c);
      if (Double.isNaN(Curves.rocAuc(positive, scores))) {
        continue;
      }
      List<Curves.Point> points =
          roc ? Curves.roc(positive, scores) : Curves.precisionRecall(positive, scores);
      lines.add(new Family.Line(String.valueOf(classes.get(c)), Curves.thin(points, MOST_POINTS)));
    }
    return lines;
  }
}
