package io.mudbrick.automl.internal.explore;

import java.util.Comparator;
import java.util.List;

/**
 * Where in the table values are missing: a column's share of missing values, stretch by stretch.
 */
record MissingMap(Markup page, Exploration data) {
  private static final int MOST = 40;
  private static final int STRETCHES = 60;
  private static final int LABEL = 190;
  private static final int CELL_WIDTH = 9;
  private static final int CELL_HEIGHT = 16;

  void write() {
    Page.section(page, "missing", "Missing values");
    List<Facts> gaps =
        data.columns().stream()
            .map(Exploration.Look::facts)
            .filter(facts -> facts.missing() > 0)
            .sorted(Comparator.comparingInt(Facts::missing).reversed())
            .toList();
    if (gaps.isEmpty()) {
      page.leaf("p", "No value is missing.", "class", "note");
    } else {
      page.leaf(
          "p",
          "Each square is a stretch of rows, from the first on the left to the last on the right;"
              + " the darker, the more of its values are missing. What is missing together has"
              + " squares alike."
              + (gaps.size() > MOST
                  ? " Shown are the " + MOST + " columns of " + gaps.size() + " that miss most."
                  : ""),
          "class",
          "note");
      draw(gaps.subList(0, Math.min(MOST, gaps.size())));
    }
    page.close();
  }

  private void draw(List<Facts> columns) {
    int rows = columns.get(0).values().size();
    int stretches = Math.min(STRETCHES, rows);
    int width = LABEL + stretches * CELL_WIDTH + 70;
    int height = columns.size() * CELL_HEIGHT + 4;
    HeatMap.open(page, width, height, "Map of missing values by column and place in the table");
    for (int i = 0; i < columns.size(); i++) {
      line(columns.get(i), i * CELL_HEIGHT, stretches);
    }
    page.close().close();
  }

  private void line(Facts facts, int y, int stretches) {
    Values values = facts.values();
    page.open(
            "text",
            "class",
            "tick",
            "x",
            Integer.toString(LABEL - 8),
            "y",
            Integer.toString(y + 12),
            "text-anchor",
            "end")
        .text(Texts.cut(facts.name(), 26))
        .close();
    for (int i = 0; i < stretches; i++) {
      int from = (int) ((long) values.size() * i / stretches);
      int to = (int) ((long) values.size() * (i + 1) / stretches);
      int missing = 0;
      for (int row = from; row < to; row++) {
        missing += values.missing(row) ? 1 : 0;
      }
      page.leaf(
          "rect",
          "",
          "class",
          missing == 0 ? "blank" : "plus",
          "x",
          Integer.toString(LABEL + i * CELL_WIDTH),
          "y",
          Integer.toString(y + 1),
          "width",
          Integer.toString(CELL_WIDTH - 1),
          "height",
          Integer.toString(CELL_HEIGHT - 2),
          "fill-opacity",
          missing == 0 ? "1" : HistogramChart.at2(0.15 + 0.85 * missing / (to - from)));
    }
    page.leaf(
        "text",
        Texts.percent(data.missingShare(facts.name())),
        "class",
        "tick",
        "x",
        Integer.toString(LABEL + stretches * CELL_WIDTH + 8),
        "y",
        Integer.toString(y + 12));
  }
}
