package io.mudbrick.automl.internal.train;

import java.util.function.BooleanSupplier;

/**
 * What a fit may use.
 *
 * @param seed of its random numbers
 * @param over whether its time is over: asked between rounds, epochs or lambdas, and when it is,
 *     the fit answers with the best that it has. Cheap to ask; never true when nothing limits time
 */
public record Allowance(long seed, BooleanSupplier over) {

  /** As long as it takes. */
  public static Allowance unlimited(long seed) {
    return new Allowance(seed, () -> false);
  }
}
