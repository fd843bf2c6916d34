package io.mudbrick.automl.internal.explore;

import io.mudbrick.platform.model.Column;
import java.util.List;

/** The first rows as they are. */
record SampleRows(Markup page, ExploredData sample) {
  private static final int ROWS = 8;
  private static final int COLUMNS = 30;

  void write() {
    Page.section(page, "rows", "First rows");
    List<String> names = sample.rows().names();
    List<String> shown = names.subList(0, Math.min(COLUMNS, names.size()));
    page.open("div", "class", "scroll").open("table", "class", "list plain");
    page.open("thead").open("tr");
    shown.forEach(name -> page.leaf("th", Texts.cut(name, 40), "scope", "col"));
    page.close().close().open("tbody");
    for (int row = 0; row < Math.min(ROWS, sample.rows().rows()); row++) {
      page.open("tr");
      for (String name : shown) {
        Column column = sample.rows().column(name);
        if (Values.missing(column, row)) {
          page.leaf("td", "missing", "class", "none");
        } else {
          String text = new Values(name, column, Values.Kind.OTHER).text(row);
          boolean number = column.kind() == Column.Kind.LONG || column.kind() == Column.Kind.DOUBLE;
          page.leaf("td", Texts.cut(text, 60), "class", number ? "num" : "");
        }
      }
      page.close();
    }
    page.close().close().close();
    if (shown.size() < names.size()) {
      page.leaf("p", "Shown are the first " + shown.size() + " columns.", "class", "note");
    }
    page.close();
  }
}
