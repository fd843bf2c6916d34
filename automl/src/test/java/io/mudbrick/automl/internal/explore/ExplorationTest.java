package io.mudbrick.automl.internal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.automl.internal.data.Truth;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ExplorationTest {
  private static final String HOSTILE = "</td><script>alert('\"x\"')</script>&amp;\u202e\u0007";

  private static ExploredData subject(Problem problem, Frame rows, String target) {
    Truth truth = Truth.read(problem, target, rows.column(target), null);
    return new ExploredData(
        "main.crm.customers",
        rows,
        truth.target(),
        truth.values(),
        Map.of("tenure", new ExploredData.Use("numeric", "standardised")),
        Map.of("training", rows.rows()),
        List.of(new Alert("unique_cols", Alert.Severity.HIGH, List.of(HOSTILE), "Left out.")),
        Map.of("Digest", "abcd1234"));
  }

  private static String page(ExploredData subject) {
    return new String(Exploration.of(subject).html(), StandardCharsets.UTF_8);
  }

  /** The page as elements: it must be well formed but for the few elements without an end. */
  private static Document parse(String page) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    String xml = page.replace("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
    return parser.parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void every_column_is_described_and_what_tells_the_target_comes_first() throws Exception {
    Frame rows =
        Synthetic.churn(600, 4)
            .with("day", Column.objects(days(600)))
            .with("signed", Column.objects(times(600)));
    String page = page(subject(Problem.CLASSIFICATION, rows, "churn"));

    Document document = parse(page);
    List<String> cards =
        elements(document, "details").stream()
            .map(card -> first(card, "bdi").getTextContent())
            .toList();
    assertThat(cards).first().isEqualTo("churn");
    assertThat(cards.subList(1, 3)).contains("tenure");
    assertThat(cards).containsExactlyInAnyOrderElementsOf(rows.names());
    assertThat(page)
        .contains("Share of churn = Yes")
        .contains("<dt>Std. deviation</dt>")
        .contains("AUC alone")
        .contains("2024-01-01")
        .contains("Map of missing values")
        .contains("Cramér&#39;s V")
        .contains("Spearman")
        .contains("standardised")
        .contains("unique_cols");
  }

  @Test
  void nothing_in_the_data_can_leave_its_place_on_the_page() throws Exception {
    Frame churn = Synthetic.churn(300, 4);
    String[] bad = new String[300];
    for (int i = 0; i < bad.length; i++) {
      bad[i] = i % 3 == 0 ? HOSTILE : i % 3 == 1 ? "' onload='x' \"" : "\ud800lone<!--";
    }
    Frame rows = churn.with(HOSTILE, Column.strings(bad)).with("--><b>", Column.strings(bad));

    String page = page(subject(Problem.CLASSIFICATION, rows, HOSTILE));

    Document document = parse(page);
    assertThat(elements(document, "script")).isEmpty();
    assertThat(elements(document, "b")).isEmpty();
    assertThat(page).doesNotContain("<script", "\u202e", "\u0007", "javascript:", "<!--");
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      for (int k = 0; k < all.item(i).getAttributes().getLength(); k++) {
        assertThat(all.item(i).getAttributes().item(k).getNodeName()).doesNotStartWith("on");
      }
    }
  }

  @Test
  void the_page_needs_nothing_else_and_every_link_leads_somewhere() throws Exception {
    String page = page(subject(Problem.REGRESSION, Synthetic.prices(400, 1), "price"));

    assertThat(page)
        .doesNotContainPattern("(?i)(src|href)=\"(?!#)")
        .doesNotContain("url(", "@import");
    Document document = parse(page);
    TreeSet<String> ids = new TreeSet<>();
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).isTrue();
      }
    }
    Pattern.compile("href=\"#([^\"]+)\"")
        .matcher(page)
        .results()
        .forEach(link -> assertThat(ids).contains(link.group(1)));
    elements(document, "svg")
        .forEach(svg -> assertThat(svg.getAttribute("aria-label")).isNotEmpty());
    assertThat(page).contains("Mean of price");
  }

  @Test
  void many_columns_and_rows_are_cut_and_the_alerts_say_so() throws Exception {
    int rows = 30_000;
    double[] x = new double[rows];
    Arrays.setAll(x, i -> i % 97);
    Frame frame = Frame.of(Map.of("y", Column.doubles(x)));
    for (int i = 0; i < 600; i++) {
      frame = frame.with("x" + i, Column.doubles(x));
    }
    Exploration exploration = Exploration.of(subject(Problem.REGRESSION, frame, "y"));

    assertThat(exploration.truncations())
        .extracting(Alert::name)
        .containsExactly("truncated_exploration_rows", "truncated_exploration_cols");
    String page = new String(exploration.html(), StandardCharsets.UTF_8);
    assertThat(elements(parse(page), "details")).hasSize(1 + Page.MOST_CARDS);
    assertThat(page)
        .contains("random sample of 2,000 rows")
        .contains("Not looked at: 101 columns.")
        .contains("The 100 of 499 columns");
    assertThat(page.length()).isLessThan(3_000_000);
  }

  @Test
  void strange_columns_do_no_harm() {
    Object[] lists = new Object[40];
    Object[] mixed = new Object[40];
    double[] infinite = new double[40];
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      lists[i] = List.of(1.5, 2.5);
      mixed[i] = i % 2 == 0 ? "a" : (Object) 3L;
      infinite[i] = i % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      y[i] = i;
    }
    Frame rows =
        Frame.of(Map.of("y", Column.doubles(y)))
            .with("lists", Column.objects(lists))
            .with("mixed", Column.objects(mixed))
            .with("infinite", Column.doubles(infinite))
            .with("empty", Column.objects(new Object[40]))
            .with("", Column.strings(new String[40]));

    assertThat(page(subject(Problem.REGRESSION, rows, "y")))
        .contains("No value in any row.")
        .contains("<dd>100 %</dd>");
  }

  private static Object[] days(int rows) {
    Object[] days = new Object[rows];
    Arrays.setAll(days, i -> i % 5 == 0 ? null : LocalDate.of(2024, 1, 1).plusDays(i % 90));
    return days;
  }

  private static Object[] times(int rows) {
    Object[] times = new Object[rows];
    Arrays.setAll(times, i -> Instant.parse("2024-01-01T00:00:00Z").plusSeconds(977L * i));
    return times;
  }

  private static Element first(Element in, String tag) {
    return (Element) in.getElementsByTagName(tag).item(0);
  }

  private static List<Element> elements(Document document, String tag) {
    NodeList found = document.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
