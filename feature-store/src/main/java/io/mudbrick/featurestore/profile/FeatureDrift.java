package io.mudbrick.featurestore.profile;

import org.jspecify.annotations.Nullable;

/**
 * How one feature changed.
 *
 * @param psi the population stability index over tenths of the earlier values, or over the most
 *     frequent ones; above 0.2 is commonly called a shift. Null where the two do not compare
 * @param ks the greatest distance of the two distributions, to a hundredth; null where values have
 *     no order
 */
public record FeatureDrift(
    String feature,
    Change change,
    @Nullable Double psi,
    @Nullable Double ks,
    double nullShareBefore,
    double nullShareAfter,
    @Nullable Double meanBefore,
    @Nullable Double meanAfter) {

  /** Whether both have it. */
  public enum Change {
    KEPT,
    ADDED,
    REMOVED,
    /** It is of another type, so that values do not compare. */
    RETYPED
  }
}
