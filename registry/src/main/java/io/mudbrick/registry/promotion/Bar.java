package io.mudbrick.registry.promotion;

import org.jspecify.annotations.Nullable;

/**
 * What a metric must reach. Whatever of the two is given must hold; when neither is, the challenger
 * must be better than the champion.
 *
 * @param betterBy by how much it must be better than the champion's, which nothing need be while
 *     there is no champion; 0: by anything at all; negative: it may be worse by so much
 * @param limit the least value that will do, of a metric of which less is better the greatest
 */
public record Bar(@Nullable Double betterBy, @Nullable Double limit) {
  /** Better than the champion. */
  public static final Bar CHAMPION = new Bar(null, null);

  /** The margin that holds; null when the champion's value does not matter. */
  public @Nullable Double margin() {
    return betterBy == null && limit == null ? Double.valueOf(0) : betterBy;
  }
}
