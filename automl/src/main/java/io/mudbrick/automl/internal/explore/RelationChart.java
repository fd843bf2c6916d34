package io.mudbrick.automl.internal.explore;

import java.util.List;
import java.util.stream.DoubleStream;

/** The target by groups of a column. */
final class RelationChart {
  /** More classes than this share the last colour. */
  static final int MOST_CLASSES = 6;

  private RelationChart() {}

  static void write(Markup page, Relation relation, ExploredData subject, Overall overall) {
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
    static Overall of(ExploredData subject) {
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
    for (int group = 0; group < relation.groups().size(); group++) {
      int n = relation.counts()[group];
      if (n > 0) {
        double share = relation.shares()[group][1];
        double error = 1.96 * Math.sqrt(share * (1 - share) / n);
        table.point(
            relation.groups().labels().get(group),
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
    for (int group = 0; group < relation.groups().size(); group++) {
      if (relation.counts()[group] > 0) {
        double[] shares = new double[shown];
        for (int c = 0; c < classes.size(); c++) {
          shares[Math.min(c, shown - 1)] += relation.shares()[group][c];
        }
        table.stacked(
            relation.groups().labels().get(group),
            shares,
            names,
            Texts.count(relation.counts()[group], "row", "rows"));
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
    for (int group = 0; group < relation.groups().size(); group++) {
      if (relation.counts()[group] > 0) {
        low = Math.min(low, relation.means()[group] - 1.96 * relation.errors()[group]);
        high = Math.max(high, relation.means()[group] + 1.96 * relation.errors()[group]);
      }
    }
    double span = high > low ? high - low : 1;
    BarTable table =
        new BarTable(page, "Mean of " + target + "; overall " + Texts.number(overall.level()));
    for (int group = 0; group < relation.groups().size(); group++) {
      int n = relation.counts()[group];
      if (n > 0) {
        table.point(
            relation.groups().labels().get(group),
            (relation.means()[group] - low) / span,
            1.96 * relation.errors()[group] / span,
            (overall.level() - low) / span,
            Texts.number(relation.means()[group]),
            Texts.count(n, "row", "rows"));
      }
    }
    table.done();
  }
}
