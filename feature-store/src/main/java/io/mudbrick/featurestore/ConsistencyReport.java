package io.mudbrick.featurestore;

/**
 * What {@link FeatureStore#verify} found.
 *
 * @param version the Delta version that was compared: the one that was published last
 * @param rows the rows that should be online
 * @param wrong how many of them are missing or hold other values, compared bit for bit
 * @param extra rows that are online and should not be
 */
public record ConsistencyReport(
    String onlineTable, long version, long rows, long wrong, long extra) {
  /** Whether the online table is what the feature table was at that version. */
  public boolean consistent() {
    return wrong == 0 && extra == 0;
  }
}
