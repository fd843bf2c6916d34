package io.mudbrick.featurestore;

/**
 * What {@link FeatureStore#publish} does. Stands for {@code publish_spec} of {@code POST
 * /api/2.0/feature-store/tables/{table}/publish}.
 *
 * @param onlineStore the store's name
 * @param onlineTable {@code catalog.schema.table}, the name of the online table
 */
public record PublishSpec(String onlineStore, String onlineTable, PublishMode mode) {
  /** The online store that every workspace has. */
  public static final String DEFAULT_STORE = "default";

  /** Everything, into the default store. */
  public static PublishSpec snapshot(String onlineTable) {
    return new PublishSpec(DEFAULT_STORE, onlineTable, PublishMode.SNAPSHOT);
  }

  /** What changed, into the default store. */
  public static PublishSpec triggered(String onlineTable) {
    return new PublishSpec(DEFAULT_STORE, onlineTable, PublishMode.TRIGGERED);
  }
}
