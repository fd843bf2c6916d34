package io.mudbrick.automl.internal.explore;

import org.jspecify.annotations.Nullable;

/**
 * Everything about one column.
 *
 * @param relation with the target; null for the target itself, or where there is none
 * @param sampled whether the rows are only some of all
 */
record ColumnCard(int number, Facts facts, @Nullable Relation relation, boolean sampled) {

  /** The place of the column on the page. */
  String id() {
    return "column-" + number;
  }

  void write(Markup page, ExploredData subject, RelationChart.Overall overall, boolean open) {
    if (open) {
      page.open("details", "class", "card", "id", id(), "open", "");
    } else {
      page.open("details", "class", "card", "id", id());
    }
    page.open("summary");
    page.leaf("bdi", Texts.cut(facts.name(), 80), "class", "name", "title", facts.name());
    page.leaf("span", facts.values().kind().label(), "class", "chip");
    ExploredData.@Nullable Use use = subject.uses().get(facts.name());
    boolean target = subject.target().column().equals(facts.name());
    if (target) {
      page.leaf("span", "target", "class", "chip target");
    } else if (use != null) {
      page.leaf("span", use.treatment(), "class", "chip use");
    }
    page.close();
    page.open("div", "class", "parts");
    page.open("div");
    statistics(page, use);
    page.close();
    page.open("div");
    distribution(page);
    page.close();
    if (relation != null) {
      page.open("div");
      RelationChart.write(page, relation, subject, overall);
      page.close();
    }
    page.close().close();
  }

  private void statistics(Markup page, ExploredData.@Nullable Use use) {
    page.open("dl");
    if (use != null) {
      fact(page, "Semantic type", use.semanticType());
    }
    fact(
        page,
        "Missing",
        facts.missing() == 0
            ? "none"
            : Texts.percent(facts.missingShare()) + " (" + Texts.count(facts.missing()) + ")");
    fact(page, "Distinct", (sampled ? "at least " : "") + Texts.count(facts.distinct()));
    Numbers numbers = facts.numbers();
    if (numbers != null) {
      numbers(page, numbers);
    }
    Numbers lengths = facts.lengths();
    if (lengths != null && lengths.sorted().length > 0) {
      fact(
          page,
          "Characters",
          Texts.number(lengths.least())
              + " to "
              + Texts.number(lengths.most())
              + ", mean "
              + Texts.number(lengths.mean()));
    }
    Relation with = relation;
    if (with != null) {
      fact(page, "Target explained", Texts.percent(with.signal()));
      if (!Double.isNaN(with.ranking())) {
        boolean auc = with.shares().length > 0;
        fact(page, auc ? "AUC alone" : "Rank correlation", HistogramChart.at2(with.ranking()));
      }
    }
    page.close();
    if (!facts.examples().isEmpty()) {
      page.open("p", "class", "note").text("For example ");
      String between = "";
      for (String example : facts.examples()) {
        page.text(between);
        page.leaf("bdi", Texts.cut(example, 40), "class", "value");
        between = ", ";
      }
      page.close();
    }
  }

  private void numbers(Markup page, Numbers numbers) {
    Values values = facts.values();
    fact(page, "Range", values.label(numbers.least()) + " \u2026 " + values.label(numbers.most()));
    if (values.kind().temporal()) {
      fact(page, "Median", values.label(numbers.quantile(0.5)));
      return;
    }
    fact(page, "Mean", Texts.number(numbers.mean()));
    fact(page, "Std. deviation", Texts.number(numbers.deviation()));
    fact(
        page,
        "Quartiles",
        Texts.number(numbers.quantile(0.25))
            + " \u00b7 "
            + Texts.number(numbers.quantile(0.5))
            + " \u00b7 "
            + Texts.number(numbers.quantile(0.75)));
    fact(
        page,
        "5 %, 95 %",
        Texts.number(numbers.quantile(0.05)) + " \u00b7 " + Texts.number(numbers.quantile(0.95)));
    fact(page, "Skewness", Texts.number(Math.rint(numbers.skewness() * 100) / 100));
    double n = facts.present();
    if (numbers.zeros() > 0) {
      fact(page, "Zero", Texts.percent(numbers.zeros() / n));
    }
    if (numbers.negative() > 0) {
      fact(page, "Negative", Texts.percent(numbers.negative() / n));
    }
    if (numbers.infinite() > 0) {
      fact(page, "Infinite", Texts.percent(numbers.infinite() / n));
    }
  }

  private void distribution(Markup page) {
    Histogram histogram = facts.histogram();
    if (histogram != null) {
      page.leaf("p", "Distribution", "class", "head");
      HistogramChart.write(
          page, facts.values(), histogram, "Histogram of " + Texts.cut(facts.name(), 80));
      return;
    }
    if (facts.categories().isEmpty()) {
      page.leaf("p", "No value in any row.", "class", "note");
      return;
    }
    BarTable table =
        new BarTable(
            page,
            facts.distinct() > facts.categories().size()
                ? "The most frequent of " + Texts.count(facts.distinct()) + " values"
                : "Values");
    double most = facts.categories().get(0).count();
    int shown = 0;
    for (Facts.Count count : facts.categories()) {
      table.row(
          count.value().isEmpty() ? "(empty text)" : count.value(),
          count.count() / most,
          Texts.percent(count.count() / (double) facts.values().size()),
          Texts.count(count.count()));
      shown += count.count();
    }
    int others = facts.present() - shown;
    if (others > 0) {
      table.row(
          "(others)",
          Math.min(1, others / most),
          Texts.percent(others / (double) facts.values().size()),
          Texts.count(others));
    }
    table.done();
  }

  private static void fact(Markup page, String name, String value) {
    page.leaf("dt", name);
    page.leaf("dd", value);
  }
}
