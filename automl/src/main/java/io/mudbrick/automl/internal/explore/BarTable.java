package io.mudbrick.automl.internal.explore;

/** Rows of a label, a bar and a number: charts that screen readers read as tables. */
final class BarTable {
  private final Markup page;

  BarTable(Markup page, String caption) {
    this.page = page;
    page.open("table", "class", "bars");
    page.leaf("caption", caption);
    page.open("tbody");
  }

  /**
   * A row with one bar.
   *
   * @param share of the width, from 0 to 1
   * @param number what the bar says
   * @param remark in small print behind it
   */
  BarTable row(String label, double share, String number, String remark) {
    begin(label);
    bar("bar", share);
    return end(number, remark);
  }

  /** A row with a bar for each share, one behind the other. */
  BarTable stacked(String label, double[] shares, String[] names, String remark) {
    begin(label);
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        page.leaf(
            "span",
            "",
            "class",
            "bar c" + i,
            "style",
            width(shares[i]),
            "title",
            names[i] + ": " + Texts.percent(shares[i]));
      }
    }
    return end("", remark);
  }

  /**
   * A row with a point on a line and how sure it is.
   *
   * @param at from 0 to 1
   * @param around how far it may be off, on the same scale
   * @param reference where a mark stands on every row
   */
  BarTable point(
      String label, double at, double around, double reference, String number, String remark) {
    begin(label);
    double left = Math.max(0, at - around);
    double right = Math.min(1, at + around);
    page.leaf("span", "", "class", "ref", "style", left(reference));
    page.leaf("span", "", "class", "whisker", "style", left(left) + width(right - left));
    page.leaf("span", "", "class", "dot", "style", left(at));
    return end(number, remark);
  }

  void done() {
    page.close().close();
  }

  private void begin(String label) {
    page.open("tr");
    page.leaf("th", Texts.cut(label, 40), "scope", "row", "title", Texts.cut(label, 300));
    page.open("td", "class", "track");
  }

  private void bar(String kind, double share) {
    page.leaf("span", "", "class", kind, "style", width(share));
  }

  private BarTable end(String number, String remark) {
    page.close();
    page.open("td", "class", "num").text(number);
    if (!remark.isEmpty()) {
      page.leaf("small", (number.isEmpty() ? "" : " ") + remark);
    }
    page.close().close();
    return this;
  }

  private static String width(double share) {
    return "width:" + Texts.decimal(100 * Math.max(0, Math.min(1, share)), 2) + "%;";
  }

  private static String left(double share) {
    return "left:" + Texts.decimal(100 * Math.max(0, Math.min(1, share)), 2) + "%;";
  }
}
