package io.mudbrick.automl.internal.explore;

import io.mudbrick.automl.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Puts the report together. */
final class Page {
  static final int MOST_CARDS = 100;

  /** More cards than this are closed at first. */
  private static final int MOST_OPEN = 25;

  private static final String STYLE = style();

  private final Exploration data;
  private final ExploredData subject;
  private final Markup page = new Markup();

  Page(Exploration data) {
    this.data = data;
    this.subject = data.subject();
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(Page.class.getResourceAsStream("explore.css"), "explore.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String write() {
    page.raw("<!DOCTYPE html>\n");
    page.open("html", "lang", "en");
    head();
    page.open("body");
    page.leaf("a", "Skip to the columns", "class", "skip", "href", "#columns");
    header();
    page.open("main");
    overview();
    alerts();
    target();
    new ColumnTable(page, data).write();
    cards();
    new MissingMap(page, data).write();
    new Correlations(page, data).write();
    new SampleRows(page, data.sample()).write();
    page.close();
    page.leaf(
        "footer",
        "Made by Mudbrick AutoML. All of it is in this file: it loads nothing and runs nothing.");
    page.close().close();
    return page.done();
  }

  private void head() {
    page.open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    page.leaf("title", "Data exploration: " + Texts.cut(subject.name(), 100));
    page.open("style").raw(STYLE).close();
    page.close();
  }

  private void header() {
    page.open("header");
    page.leaf("p", "Mudbrick AutoML", "class", "brand");
    page.leaf("h1", "Data exploration");
    page.open("p");
    page.leaf("bdi", Texts.cut(subject.name(), 200), "class", "name");
    page.text(", to predict ");
    page.leaf("bdi", Texts.cut(subject.target().column(), 100), "class", "name");
    page.text(subject.classes() > 0 ? " (classification)" : " (regression)");
    page.close();
    page.open("nav", "aria-label", "Sections");
    for (String section :
        List.of("Overview", "Alerts", "Target", "Columns", "Missing", "Correlations", "Rows")) {
      page.leaf("a", section, "href", "#" + section.toLowerCase(Locale.ROOT));
    }
    page.close().close();
  }

  private void overview() {
    section("overview", "Overview");
    if (data.sampled()) {
      page.leaf(
          "p",
          "Counts of rows and missing values are of all rows; everything else is of a random sample"
              + " of "
              + Texts.count(data.sample().rows().rows())
              + " rows.",
          "class",
          "stated");
    }
    long missing =
        data.columns().stream().mapToLong(look -> data.missing(look.facts().name())).sum();
    double cells = Math.max(1, (double) subject.rows().rows() * data.columns().size());
    int duplicates = data.duplicates();
    page.open("div", "class", "tiles");
    tile("Rows", Texts.count(subject.rows().rows()), parts());
    tile("Columns", Texts.count(subject.rows().names().size()), kinds());
    tile("Missing values", Texts.percent(missing / cells), Texts.count(missing));
    tile(
        "Duplicate rows",
        Texts.percent(duplicates / (double) Math.max(1, data.sample().rows().rows())),
        Texts.count(duplicates) + (data.sampled() ? " in the sample" : ""));
    tile("In memory", Texts.bytes(data.bytes()), "roughly");
    page.close();
    if (!subject.origin().isEmpty()) {
      page.open("dl", "class", "origin");
      subject
          .origin()
          .forEach(
              (name, value) -> {
                page.leaf("dt", name);
                page.leaf("dd", Texts.cut(value, 200));
              });
      page.close();
    }
    page.close();
  }

  private String parts() {
    StringBuilder text = new StringBuilder();
    subject
        .parts()
        .forEach(
            (name, rows) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(' ')
                    .append(Texts.count(rows)));
    return text.toString();
  }

  private String kinds() {
    Map<Values.Kind, Integer> counts = new EnumMap<>(Values.Kind.class);
    data.columns().forEach(look -> counts.merge(look.facts().values().kind(), 1, Integer::sum));
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (kind, count) ->
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(kind.label()));
    return text.toString();
  }

  private void tile(String name, String value, String remark) {
    page.open("div", "class", "tile");
    page.leaf("span", name, "class", "label").leaf("strong", value);
    if (!remark.isEmpty()) {
      page.leaf("small", remark);
    }
    page.close();
  }

  private void alerts() {
    section("alerts", "Alerts");
    if (subject.alerts().isEmpty()) {
      page.leaf("p", "Nothing stood out.", "class", "note");
    }
    page.open("ul", "class", "alerts");
    subject.alerts().stream()
        .sorted((a, b) -> b.severity().compareTo(a.severity()))
        .forEach(this::alert);
    page.close().close();
  }

  private void alert(Alert alert) {
    page.open("li", "class", alert.severity().wireName());
    page.leaf("span", alert.severity().wireName(), "class", "chip");
    page.leaf("code", alert.name());
    page.text(" " + alert.message());
    if (!alert.columns().isEmpty()) {
      page.open("p", "class", "note");
      String between = "";
      for (String column : alert.columns().stream().limit(20).toList()) {
        page.text(between);
        page.leaf("bdi", Texts.cut(column, 60), "class", "value");
        between = ", ";
      }
      int more = alert.columns().size() - 20;
      page.text(more > 0 ? " and " + more + " more" : "").close();
    }
    page.close();
  }

  private void target() {
    section("target", "Target");
    Exploration.Look look = data.target();
    new ColumnCard(look.number(), look.facts(), null, data.sampled())
        .write(page, subject, overall(), true);
    page.close();
  }

  private RelationChart.Overall overall() {
    return RelationChart.Overall.of(data.sample());
  }

  private void cards() {
    List<Exploration.Look> shown = data.bySignal().stream().skip(1).limit(MOST_CARDS).toList();
    page.open("section", "id", "details", "aria-labelledby", "details-h");
    page.leaf("h2", "Column by column", "id", "details-h");
    int all = data.columns().size() - 1;
    page.leaf(
        "p",
        (shown.size() < all
                ? "The "
                    + shown.size()
                    + " of "
                    + Texts.count(all)
                    + " columns that tell most of the target"
                : "All columns")
            + ", those that tell most of the target first.",
        "class",
        "note");
    RelationChart.Overall overall = overall();
    for (Exploration.Look look : shown) {
      new ColumnCard(look.number(), look.facts(), look.relation(), data.sampled())
          .write(page, subject, overall, shown.size() <= MOST_OPEN);
    }
    page.close();
  }

  private void section(String id, String title) {
    section(page, id, title);
  }

  static void section(Markup page, String id, String title) {
    page.open("section", "id", id, "aria-labelledby", id + "-h");
    page.leaf("h2", title, "id", id + "-h");
  }
}
