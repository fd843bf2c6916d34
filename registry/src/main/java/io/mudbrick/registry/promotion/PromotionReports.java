package io.mudbrick.registry.promotion;

import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.internal.promotion.ReportJson;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports of promotions for people and for machines. */
public final class PromotionReports {
  private PromotionReports() {}

  /** A line for the verdict and one for each gate. */
  public static String text(PromotionReport report) {
    StringBuilder text = new StringBuilder();
    text.append(headline(report));
    for (GateResult gate : report.gates()) {
      text.append('\n')
          .append(gate.passed() ? "  pass  " : "  FAIL  ")
          .append(gate.name())
          .append(": ")
          .append(gate.message());
    }
    return text.toString();
  }

  /** As REST answers it. */
  public static String json(PromotionReport report) {
    return Json.write(ReportJson.of(report));
  }

  /** A test suite with a case for each gate, as CI systems read it. */
  public static String junit(PromotionReport report) {
    double seconds = report.gates().stream().mapToLong(GateResult::millis).sum() / 1e3;
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        String.format(
            Locale.ROOT,
            "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\""
                + " time=\"%.3f\" timestamp=\"%s\">%n",
            escaped("promotion of " + report.model() + " to " + report.alias()),
            report.gates().size(),
            report.failures().size(),
            seconds,
            report.at()));
    for (GateResult gate : report.gates()) {
      xml.append(
          String.format(
              Locale.ROOT,
              "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\">%n",
              escaped(report.model() + "." + report.challenger()),
              escaped(gate.name()),
              gate.millis() / 1e3));
      String element = gate.passed() ? "system-out" : "failure";
      String attribute =
          gate.passed() ? "" : " message=\"" + escaped(gate.message()) + "\" type=\"gate\"";
      xml.append("    <")
          .append(element)
          .append(attribute)
          .append('>')
          .append(escaped(gate.message() + measured(gate)))
          .append("</")
          .append(element)
          .append(">\n  </testcase>\n");
    }
    xml.append("  <system-out>").append(escaped(headline(report))).append("</system-out>\n");
    return xml.append("</testsuite>\n").toString();
  }

  private static String measured(GateResult gate) {
    return gate.measured().entrySet().stream()
        .map(Map.Entry::toString)
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String headline(PromotionReport report) {
    String version = report.model() + " version " + report.challenger();
    String alias = "@" + report.alias();
    String champion =
        report.champion() == null ? "no version before" : "over version " + report.champion();
    String run = report.dryRun() ? " (dry run: nothing moved)" : "";
    long failed = report.failures().size();
    return switch (report.verdict()) {
      case PROMOTED -> version + " is promoted to " + alias + ", " + champion;
      case PASSED -> version + " may be " + alias + ", " + champion + run;
      case REFUSED ->
          version
              + " is refused as "
              + alias
              + ": "
              + failed
              + " of "
              + report.gates().size()
              + (report.gates().size() == 1 ? " gate" : " gates")
              + " failed"
              + run;
    };
  }

  /** XML has no words for most control characters. */
  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
