package io.mudbrick.automl.internal.explore;

import java.util.HashSet;
import java.util.Set;

/** A line for each column. */
record ColumnTable(Markup page, Exploration data) {

  void write() {
    Page.section(page, "columns", "Columns");
    Set<Exploration.Look> described =
        new HashSet<>(data.bySignal().stream().limit(Page.MOST_CARDS + 1L).toList());
    page.open("div", "class", "scroll");
    page.open("table", "class", "list");
    page.open("thead").open("tr");
    for (String head :
        new String[] {"Column", "Type", "Used as", "Missing", "Distinct", "Target explained"}) {
      page.leaf("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (Exploration.Look look : data.columns()) {
      row(look, described.contains(look));
    }
    page.close().close().close();
    int left = data.subject().rows().names().size() - data.columns().size();
    if (left > 0) {
      page.leaf(
          "p", "Not looked at: " + Texts.count(left, "column", "columns") + ".", "class", "stated");
    }
    page.close();
  }

  private void row(Exploration.Look look, boolean described) {
    Facts facts = look.facts();
    page.open("tr");
    page.open("th", "scope", "row");
    if (described) {
      page.open("a", "href", "#column-" + look.number());
      page.leaf("bdi", Texts.cut(facts.name(), 60), "title", Texts.cut(facts.name(), 300)).close();
    } else {
      page.leaf("bdi", Texts.cut(facts.name(), 60), "title", Texts.cut(facts.name(), 300));
    }
    page.close();
    page.leaf("td", facts.values().kind().label());
    ExploredData.Use use = data.subject().uses().get(facts.name());
    boolean target = facts.name().equals(data.subject().target().column());
    page.leaf("td", target ? "target" : use == null ? "" : use.treatment());
    double missing = data.missingShare(facts.name());
    meter(missing, missing == 0 ? "" : Texts.percent(missing), "mute");
    page.leaf("td", Texts.count(facts.distinct()), "class", "num");
    if (look.relation() == null) {
      page.leaf("td", "");
    } else {
      meter(look.signal(), Texts.percent(look.signal()), "bar");
    }
    page.close();
  }

  private void meter(double share, String text, String kind) {
    page.open("td", "class", "meter");
    page.open("span", "class", "track");
    page.leaf("span", "", "class", kind, "style", "width:" + Texts.decimal(100 * share, 1) + "%");
    page.close().text(text).close();
  }
}
