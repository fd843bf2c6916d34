package io.mudbrick.registry.promotion;

import io.mudbrick.registry.AliasMove;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promotion in words: {@code
 * registry.promote("c.s.m").challenger().to("champion").when(gates).run()}. Immutable, thread-safe.
 */
public final class Promotion {
  private final Promotions promotions;
  private final PromotionPlan plan;

  private Promotion(Promotions promotions, PromotionPlan plan) {
    this.promotions = promotions;
    this.plan = plan;
  }

  /** Of the challenger to {@code champion}, until told otherwise. */
  public static Promotion of(Promotions promotions, String model) {
    return new Promotion(promotions, new PromotionPlan(model, null, "champion", List.of(), false));
  }

  /** The version that holds the alias {@code challenger}, else the newest that is READY. */
  public Promotion challenger() {
    return with(null, plan.alias(), plan.gates());
  }

  /** That version. */
  public Promotion version(long number) {
    return with(number, plan.alias(), plan.gates());
  }

  /** The alias to move. */
  public Promotion to(String alias) {
    return with(plan.version(), alias, plan.gates());
  }

  /** The gates, all of which must pass. */
  public Promotion when(Gate... gates) {
    return when(List.of(gates));
  }

  /** As {@link #when(Gate...)}. */
  public Promotion when(List<? extends Gate> gates) {
    return with(plan.version(), plan.alias(), List.copyOf(gates));
  }

  /** {@link Promotions#run}. */
  public PromotionReport run() {
    return promotions.run(plan);
  }

  /** Judges and moves nothing. */
  public PromotionReport dryRun() {
    return promotions.run(
        new PromotionPlan(plan.model(), plan.version(), plan.alias(), plan.gates(), true));
  }

  /** Takes the last one back: points the alias at the version that held it before. */
  public AliasMove rollback() {
    return promotions.rollback(plan.model(), plan.alias());
  }

  private Promotion with(@Nullable Long version, String alias, List<Gate> gates) {
    return new Promotion(
        promotions, new PromotionPlan(plan.model(), version, alias, gates, plan.dryRun()));
  }
}
