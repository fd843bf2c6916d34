package io.mudbrick.registry.internal.promotion;

import io.mudbrick.registry.promotion.GateResult;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.registry.promotion.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as it is stored and sent. */
public record ReportJson(
    String id,
    String model,
    String alias,
    long challenger,
    @Nullable Long champion,
    Verdict verdict,
    boolean dryRun,
    List<Gate> gates,
    String judgedBy,
    long judgedAt) {

  /** What became of a gate. */
  public record Gate(
      String name, boolean passed, Map<String, Double> measured, String message, long millis) {}

  public static ReportJson of(PromotionReport report) {
    return new ReportJson(
        report.id(),
        report.model(),
        report.alias(),
        report.challenger(),
        report.champion(),
        report.verdict(),
        report.dryRun(),
        report.gates().stream()
            .map(
                gate ->
                    new Gate(
                        gate.name(), gate.passed(), gate.measured(), gate.message(), gate.millis()))
            .toList(),
        report.by(),
        report.at().toEpochMilli());
  }

  public PromotionReport report() {
    return new PromotionReport(
        id,
        model,
        alias,
        challenger,
        champion,
        verdict,
        dryRun,
        gates.stream()
            .map(
                gate ->
                    new GateResult(
                        gate.name(), gate.passed(), gate.measured(), gate.message(), gate.millis()))
            .toList(),
        judgedBy,
        Instant.ofEpochMilli(judgedAt));
  }
}
