package io.mudbrick.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search for models or versions.
 *
 * @param filter MLflow's grammar, such as {@code name LIKE 'telco%' AND tags.team = 'risk'}
 * @param orderBy such as {@code name DESC}
 * @param maxResults of a page; 0 for the default
 */
public record Search(
    @Nullable String filter, List<String> orderBy, int maxResults, @Nullable String pageToken) {
  public Search {
    orderBy = List.copyOf(orderBy);
  }

  /** Everything that fits the filter, in the usual order, up to the usual page size. */
  public static Search where(String filter) {
    return new Search(filter, List.of(), 0, null);
  }

  /** Everything. */
  public static Search all() {
    return new Search(null, List.of(), 0, null);
  }
}
