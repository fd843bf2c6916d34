package io.mudbrick.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a result.
 *
 * @param nextPageToken what to ask the next page with; {@code null} on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextPageToken) {
  public Page {
    items = List.copyOf(items);
  }
}
