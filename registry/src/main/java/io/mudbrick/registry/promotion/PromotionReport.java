package io.mudbrick.registry.promotion;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a promotion went and why. {@link PromotionReports} writes it as text, JSON and JUnit XML.
 *
 * @param model the full name
 * @param alias the alias that was to move
 * @param challenger the version that was judged
 * @param champion the version that held the alias, null when none did
 * @param gates in the order of the plan
 * @param by the name of who asked
 */
public record PromotionReport(
    String id,
    String model,
    String alias,
    long challenger,
    @Nullable Long champion,
    Verdict verdict,
    boolean dryRun,
    List<GateResult> gates,
    String by,
    Instant at) {
  public PromotionReport {
    gates = List.copyOf(gates);
  }

  /** The gates that did not pass. */
  public List<GateResult> failures() {
    return gates.stream().filter(gate -> !gate.passed()).toList();
  }
}
