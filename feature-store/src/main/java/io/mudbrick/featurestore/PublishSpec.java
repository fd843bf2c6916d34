package io.mudbrick.featurestore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FeatureStore#publish} does. Stands for {@code publish_spec} of {@code POST
 * /api/2.0/feature-store/tables/{table}/publish}.
 *
 * @param onlineStore the store's name
 * @param onlineTable {@code catalog.schema.table}, the name of the online table
 * @param ttl how old the newest row of a key may be when it is read, by the time series column;
 *     null for any age, and in a later publish for what the first one said
 */
public record PublishSpec(
    String onlineStore, String onlineTable, PublishMode mode, @Nullable Duration ttl) {
  /** The online store that every workspace has. */
  public static final String DEFAULT_STORE = "default";

  /** A publish without an age limit of its own. */
  public PublishSpec(String onlineStore, String onlineTable, PublishMode mode) {
    this(onlineStore, onlineTable, mode, null);
  }

  /** Everything, into the default store. */
  public static PublishSpec snapshot(String onlineTable) {
    return new PublishSpec(DEFAULT_STORE, onlineTable, PublishMode.SNAPSHOT);
  }

  /** What changed, into the default store. */
  public static PublishSpec triggered(String onlineTable) {
    return new PublishSpec(DEFAULT_STORE, onlineTable, PublishMode.TRIGGERED);
  }

  /** What changed and what will change, into the default store. */
  public static PublishSpec continuous(String onlineTable) {
    return new PublishSpec(DEFAULT_STORE, onlineTable, PublishMode.CONTINUOUS);
  }

  /** The same with a limit on the age of what is read. */
  public PublishSpec expiringAfter(Duration age) {
    return new PublishSpec(onlineStore, onlineTable, mode, age);
  }
}
