package io.mudbrick.tracking.internal.search;

/**
 * The left side of a clause, or a key of an order.
 *
 * @param entity the word before the first point as written; {@code ""} for a bare attribute
 */
public record Identifier(String entity, String key) {
  @Override
  public String toString() {
    return entity.isEmpty() ? key : entity + "." + key;
  }
}
