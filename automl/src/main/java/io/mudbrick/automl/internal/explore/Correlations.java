package io.mudbrick.automl.internal.explore;

import io.mudbrick.automl.internal.metrics.Correlation;
import io.mudbrick.automl.internal.metrics.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Which columns say the same. */
record Correlations(Markup page, Exploration data) {
  private static final int MOST = 30;

  /** Texts with more values than this are names: they go with nothing, or with everything. */
  private static final int MOST_VALUES = 200;

  private static final int MOST_PAIRS = 12;
  private static final double WORTH_NAMING = 0.5;

  /** Two columns and how they go together. */
  private record Pair(String one, String other, String measure, double value) {}

  void write() {
    Page.section(page, "correlations", "Correlations");
    List<Pair> pairs = new ArrayList<>();
    List<Facts> numbers = choose(facts -> facts.values().kind().measured() && !facts.constant());
    if (numbers.size() > 1) {
      page.leaf("h3", "Numbers and times");
      page.leaf(
          "p",
          "Below the diagonal Pearson's correlation (straight lines), above it Spearman's (orders)."
              + limited(numbers),
          "class",
          "note");
      numbers(numbers, pairs).write(page, "Heat map of the correlations of numeric columns");
    }
    List<Facts> categories =
        choose(
            facts ->
                !facts.values().kind().measured()
                    && !facts.constant()
                    && facts.distinct() <= MOST_VALUES);
    if (categories.size() > 1) {
      page.leaf("h3", "Categories");
      page.leaf(
          "p",
          "Cramér's V: 0 when they do not depend on each other, 1 when one tells the other."
              + limited(categories),
          "class",
          "note");
      categories(categories, pairs).write(page, "Heat map of Cramér's V of categorical columns");
    }
    if (numbers.size() < 2 && categories.size() < 2) {
      page.leaf("p", "There are no two columns of a kind to compare.", "class", "note");
    }
    strongest(pairs);
    page.close();
  }

  /** Those that tell most of the target, in the order of the table. */
  private List<Facts> choose(Predicate<Facts> which) {
    return data.bySignal().stream()
        .filter(look -> which.test(look.facts()))
        .limit(MOST)
        .sorted(Comparator.comparingInt(Exploration.Look::number))
        .map(Exploration.Look::facts)
        .toList();
  }

  private String limited(List<Facts> shown) {
    return shown.size() < MOST
        ? ""
        : " Shown are the " + MOST + " columns that tell most of the target.";
  }

  private HeatMap numbers(List<Facts> columns, List<Pair> pairs) {
    int n = columns.size();
    double[][] values = new double[n][];
    double[][] ranks = new double[n][];
    for (int i = 0; i < n; i++) {
      Values column = columns.get(i).values();
      double[] measures = new double[column.size()];
      Arrays.setAll(measures, column::measure);
      values[i] = measures;
      ranks[i] = Ranks.of(measures, row -> Double.isFinite(measures[row]));
    }
    double[][] map = new double[n][n];
    for (int i = 0; i < n; i++) {
      map[i][i] = 1;
      for (int k = 0; k < i; k++) {
        map[i][k] = Correlation.pearson(values[i], values[k]);
        map[k][i] = Correlation.pearson(ranks[i], ranks[k]);
        boolean line = !(Math.abs(map[k][i]) > Math.abs(map[i][k]));
        pairs.add(
            new Pair(
                columns.get(k).name(),
                columns.get(i).name(),
                line ? "Pearson" : "Spearman",
                line ? map[i][k] : map[k][i]));
      }
    }
    return new HeatMap(columns.stream().map(Facts::name).toList(), map);
  }

  private HeatMap categories(List<Facts> columns, List<Pair> pairs) {
    int n = columns.size();
    List<RowGroups> groups = columns.stream().map(RowGroups::of).toList();
    double[][] map = new double[n][n];
    for (int i = 0; i < n; i++) {
      map[i][i] = 1;
      for (int k = 0; k < i; k++) {
        map[i][k] =
            Correlation.cramersV(
                groups.get(i).of(), groups.get(i).size(), groups.get(k).of(), groups.get(k).size());
        map[k][i] = map[i][k];
        pairs.add(new Pair(columns.get(k).name(), columns.get(i).name(), "Cramér's V", map[i][k]));
      }
    }
    return new HeatMap(columns.stream().map(Facts::name).toList(), map);
  }

  private void strongest(List<Pair> pairs) {
    List<Pair> strong =
        pairs.stream()
            .filter(pair -> Math.abs(pair.value()) >= WORTH_NAMING)
            .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.value())))
            .limit(MOST_PAIRS)
            .toList();
    if (strong.isEmpty()) {
      return;
    }
    page.leaf("h3", "Strongest pairs");
    page.open("table", "class", "list");
    page.open("thead").open("tr");
    for (String head : new String[] {"Column", "Column", "Measure", "Value"}) {
      page.leaf("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (Pair pair : strong) {
      page.open("tr");
      page.leaf("td", Texts.cut(pair.one(), 60)).leaf("td", Texts.cut(pair.other(), 60));
      page.leaf("td", pair.measure());
      page.leaf("td", HistogramChart.at2(pair.value()), "class", "num").close();
    }
    page.close().close();
  }
}
