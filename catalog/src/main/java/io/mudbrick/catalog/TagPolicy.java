package io.mudbrick.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a governed tag.
 *
 * @param values those it may have; empty for any
 */
public record TagPolicy(
    String id,
    String key,
    @Nullable String description,
    List<String> values,
    Stamp created,
    Stamp updated) {
  public TagPolicy {
    values = List.copyOf(values);
  }
}
