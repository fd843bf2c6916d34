package io.mudbrick.featurestore.profile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is in the features of a table, or of one write to it. Get one from {@link FeatureProfiles}.
 *
 * @param version the Delta version
 * @param scope what was looked at
 * @param at when
 * @param columns the features, without the keys
 */
public record FeatureProfile(
    String table, long version, Scope scope, long rows, Instant at, List<ColumnProfile> columns) {

  /** What a profile is of. */
  public enum Scope {
    /** All rows of the version. */
    TABLE,
    /** The rows that the write brought which made the version. */
    WRITE
  }

  public FeatureProfile {
    columns = List.copyOf(columns);
  }

  /** One column's. */
  public Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }
}
