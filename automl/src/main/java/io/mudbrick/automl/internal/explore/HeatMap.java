package io.mudbrick.automl.internal.explore;

import java.util.List;

/**
 * A square of colours: how each of some columns goes with each.
 *
 * @param values from -1 to 1, row by row; NaN where undefined
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record HeatMap(List<String> names, double[][] values) {
  private static final int MOST_NUMBERED = 16;
  private static final int LABEL = 150;
  private static final int MOST_LETTERS = 20;

  void write(Markup page, String label) {
    int n = names.size();
    int cell = n <= MOST_NUMBERED ? 38 : Math.max(12, 620 / n);
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    int head = 16 + 4 * Math.min(MOST_LETTERS, longest);
    int width = LABEL + n * cell + 60;
    int height = head + n * cell + 4;
    open(page, width, height, label);
    for (int i = 0; i < n; i++) {
      String name = Texts.cut(names.get(i), MOST_LETTERS);
      int middle = i * cell + cell / 2;
      page.leaf(
          "text",
          name,
          "class",
          "tick",
          "x",
          Integer.toString(LABEL - 6),
          "y",
          Integer.toString(head + middle + 4),
          "text-anchor",
          "end");
      String x = Integer.toString(LABEL + middle + 3);
      page.leaf(
          "text",
          name,
          "class",
          "tick",
          "x",
          x,
          "y",
          Integer.toString(head - 6),
          "transform",
          "rotate(-40 " + x + " " + (head - 6) + ")");
    }
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        cell(page, row, column, cell, head);
      }
    }
    page.close().close();
  }

  /**
   * Opens a picture of coloured cells, in a frame that scrolls when it is too wide for the page.
   * Two elements are to be closed.
   */
  static void open(Markup page, int width, int height, String label) {
    page.open("div", "class", "scroll");
    page.open(
        "svg",
        "class",
        "heat",
        "viewBox",
        "0 0 " + width + " " + height,
        "width",
        Integer.toString(width),
        "height",
        Integer.toString(height),
        "role",
        "img",
        "aria-label",
        label);
  }

  private void cell(Markup page, int row, int column, int size, int head) {
    double value = values[row][column];
    if (Double.isNaN(value)) {
      return;
    }
    int x = LABEL + column * size;
    int y = head + row * size;
    page.open(
        "rect",
        "class",
        value < 0 ? "minus" : "plus",
        "x",
        Integer.toString(x),
        "y",
        Integer.toString(y),
        "width",
        Integer.toString(size - 1),
        "height",
        Integer.toString(size - 1),
        "fill-opacity",
        HistogramChart.at2(Math.max(0.03, Math.abs(value))));
    page.leaf(
        "title",
        names.get(row) + " \u00d7 " + names.get(column) + ": " + HistogramChart.at2(value));
    page.close();
    if (names.size() <= MOST_NUMBERED) {
      page.leaf(
          "text",
          HistogramChart.at2(value),
          "class",
          Math.abs(value) > 0.6 ? "cell strong" : "cell",
          "x",
          Integer.toString(x + size / 2),
          "y",
          Integer.toString(y + size / 2 + 4),
          "text-anchor",
          "middle");
    }
  }
}
