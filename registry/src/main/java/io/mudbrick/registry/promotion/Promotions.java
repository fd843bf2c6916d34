package io.mudbrick.registry.promotion;

import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Promotions and their reports: {@code registry.promotions()}; {@code registry.promote(...)} is the
 * shorter way. Over REST {@code /api/2.0/mudbrick/registry/promotions}, at a terminal {@code
 * mudbrick models promote}. Thread-safe.
 */
public interface Promotions {
  /**
   * Judges a version by gates and, when all pass, moves the alias to it, in a transaction that also
   * makes sure that challenger and champion are still those that were judged. The report is kept on
   * the version, also when a gate refuses; of a dry run nothing is kept. While no version holds the
   * alias, a gate that compares with the champion passes.
   *
   * <p>It takes EXECUTE on the model, SELECT on the tables of the gates, CAN_READ on the runs whose
   * metrics are asked for and, unless it is a dry run, what moving an alias takes.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} without gates,
   *     or for a label that the table does not have; {@code FAILED_PRECONDITION} when the version
   *     is not READY or has the alias already; {@code ABORTED} when somebody moved an alias
   *     meanwhile
   */
  PromotionReport run(PromotionPlan plan);

  /** {@link io.mudbrick.registry.Registry#rollbackAlias}. */
  AliasMove rollback(String model, String alias);

  /**
   * The reports of a model's promotions, newest first; also of versions that were deleted since.
   *
   * @param version of which to see them; null: of all
   * @param maxResults of a page; 0 for the default
   */
  Page<PromotionReport> reports(
      String model, @Nullable Long version, int maxResults, @Nullable String pageToken);

  /** The newest reports of a model's promotions: the first page. */
  default List<PromotionReport> reports(String model, @Nullable Long version) {
    return reports(model, version, 0, null).items();
  }
}
