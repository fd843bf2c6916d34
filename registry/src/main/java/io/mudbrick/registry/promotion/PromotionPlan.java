package io.mudbrick.registry.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to promote, and on which conditions.
 *
 * @param version the challenger's number; null: the version that holds the alias {@code
 *     challenger}, or the newest that is READY when none does
 * @param alias the alias that is to move, such as {@code champion}
 * @param dryRun whether to judge only
 */
public record PromotionPlan(
    String model, @Nullable Long version, String alias, List<Gate> gates, boolean dryRun) {
  /** The alias by which a challenger is found. */
  public static final String CHALLENGER = "challenger";

  public PromotionPlan {
    gates = List.copyOf(gates);
  }
}
