package io.mudbrick.automl.internal.explore;

import java.util.List;
import java.util.stream.DoubleStream;

/** The target by groups of a column. */
final class RelationChart {
  /** More classes than this share the last colour. */
  static final int MOST_CLASSES = 6;

  private RelationChart() {}

  static void write(Markup page, Relation relation, Subject subject, Overall overall) {
    List<Object> classes = subject.target().classes();
    if (classes.isEmpty()) {
      means(page, relation, subject.target().column(), overall);
    } else if (classes.size() == 2) {
      rates(page, relation, subject.target().column(), classes.get(1), overall);
    } else {
      mixtures(page, relation, subject.target().column(), classes);
    }
  }

  /**
   * What each group is compared with.
   *
   * @param level the share of the positive class, or the mean
   */
  record Overall(double level) {
    static Overall of(Subject subject) {
      return new Overall(
          DoubleStream.of(subject.truth())
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElse(Double.NaN));
    }
  }

  private static void rates(
      Markup page, Relation relation, String target, Object positive, Overall overall) {
    double most = overall.level();
    for (double[] shares : relation.shares()) {
      most = Math.max(most, shares[1]);
    }
    BarTable table =
        new BarTable(
            page,
            "Share of "
                + target
                + " = "
                + positive
                + "; overall "
                + Texts.percent(overall.level()));
    for (int bin = 0; bin < relation.bins().size(); bin++) {
      int n = relation.counts()[bin];
      if (n > 0) {
        double share = relation.shares()[bin][1];
        double error = 1.96 * Math.sqrt(share * (1 - share) / n);
        table.point(
            relation.bins().labels().get(bin),
            share / most,
            error / most,
            overall.level() / most,
            Texts.percent(share),
            "of " + Texts.count(n));
      }
    }
    table.done();
  }

  private static void mixtures(
      Markup page, Relation relation, String target, List<Object> classes) {
    int shown = Math.min(classes.size(), MOST_CLASSES);
    String[] names = new String[shown];
    for (int c = 0; c < shown; c++) {
      names[c] = String.valueOf(classes.get(c));
    }
    if (classes.size() > shown) {
      names[shown - 1] = "others";
    }
    BarTable table = new BarTable(page, "Shares of the classes of " + target);
    for (int bin = 0; bin < relation.bins().size(); bin++) {
      if (relation.counts()[bin] > 0) {
        double[] shares = new double[shown];
        for (int c = 0; c < classes.size(); c++) {
          shares[Math.min(c, shown - 1)] += relation.shares()[bin][c];
        }
        table.stacked(
            relation.bins().labels().get(bin),
            shares,
            names,
            Texts.count(relation.counts()[bin], "row", "rows"));
      }
    }
    table.done();
    page.open("p", "class", "legend");
    for (int c = 0; c < shown; c++) {
      page.leaf("span", "", "class", "swatch c" + c);
      page.text(Texts.cut(names[c], 30) + " ");
    }
    page.close();
  }

  private static void means(Markup page, Relation relation, String target, Overall overall) {
    double low = overall.level();
    double high = overall.level();
    for (int bin = 0; bin < relation.bins().size(); bin++) {
      if (relation.counts()[bin] > 0) {
        low = Math.min(low, relation.means()[bin] - 1.96 * relation.errors()[bin]);
        high = Math.max(high, relation.means()[bin] + 1.96 * relation.errors()[bin]);
      }
    }
    double span = high > low ? high - low : 1;
    BarTable table =
        new BarTable(page, "Mean of " + target + "; overall " + Texts.number(overall.level()));
    for (int bin = 0; bin < relation.bins().size(); bin++) {
      int n = relation.counts()[bin];
      if (n > 0) {
        table.point(
            relation.bins().labels().get(bin),
            (relation.means()[bin] - low) / span,
            1.96 * relation.errors()[bin] / span,
            (overall.level() - low) / span,
            Texts.number(relation.means()[bin]),
            Texts.count(n, "row", "rows"));
      }
    }
    table.done();
  }
}
