package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.metrics.Curves;
import java.util.List;

/** Curves of one kind, as numbers and as a picture: one a class, or that of the positive class. */
record CurveFamily(String title, String x, String y, String note, Ground ground, List<Line> lines) {
  /** So many classes fit into the legend. */
  static final int MOST_NAMED = 12;

  /** What chance would draw, and the corner that curves above it keep free. */
  enum Ground {
    NONE(Plot.Corner.LOWER_LEFT),
    DIAGONAL(Plot.Corner.LOWER_RIGHT),
    ONE(Plot.Corner.UPPER_RIGHT);

    private final Plot.Corner room;

    Ground(Plot.Corner room) {
      this.room = room;
    }
  }

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
    String up = y.replace('_', ' ');
    double most =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(Curves.Point::y)
            .max()
            .orElse(1);
    Plot plot =
        new Plot(
            title,
            Plot.Axis.share(x.replace('_', ' ')),
            ground == Ground.ONE ? Plot.Axis.around(up, 0, most) : Plot.Axis.share(up));
    if (ground != Ground.NONE) {
      plot.dashed(0, ground == Ground.ONE ? 1 : 0, 1, 1);
    }
    for (int i = 0; i < lines.size(); i++) {
      List<Curves.Point> points = lines.get(i).points();
      plot.curve(
          points.stream().mapToDouble(Curves.Point::x).toArray(),
          points.stream().mapToDouble(Curves.Point::y).toArray(),
          Svg.COLOURS.get(i % Svg.COLOURS.size()));
      if (lines.size() > 1 && i < MOST_NAMED) {
        String colour = Svg.COLOURS.get(i % Svg.COLOURS.size());
        plot.legend(ground.room, i, lines.get(i).label(), colour);
      }
    }
    return plot.note(ground.room, note).bytes();
  }
}
