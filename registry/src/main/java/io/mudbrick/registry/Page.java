package io.mudbrick.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some results of a search.
 *
 * @param nextPageToken asks for those that follow; null when these are the last
 */
public record Page<T>(List<T> items, @Nullable String nextPageToken) {
  public Page {
    items = List.copyOf(items);
  }
}
