package io.mudbrick.catalog;

import java.util.List;

/**
 * Finds securables by what is said about them. Get one from {@link Catalog#discovery()}. Only what
 * the caller may see is found. Over REST: {@code GET /api/2.0/mudbrick/search}, as the product has
 * no public call for its search.
 */
public interface Discovery {
  /** Where a search found its words. */
  enum Place {
    NAME,
    COLUMN,
    TAG,
    OWNER,
    COMMENT
  }

  /**
   * @param place the best of the places where the first word of the search stands
   */
  record Found(Securable securable, Place place) {}

  /**
   * @param uses how many audited calls named it
   */
  record Used(Securable securable, long uses) {}

  /**
   * Securables in whose name, columns, tags, owner or comment every word of the query stands, or
   * begins a word: {@code cust} finds {@code dim_customers}. Best places first, then by name.
   *
   * @param most how many to return, 1 to 1000
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for a query
   *     without a word and for another number
   */
  List<Found> search(String query, int most);

  /**
   * The securables that were used most, by what {@code system.access.audit} holds; most used first.
   */
  List<Used> mostUsed(int most);
}
