package io.mudbrick.featurestore;

import java.util.List;

/**
 * What {@link FeatureStore#eraseKeys} did.
 *
 * @param version the version of the feature table that is left
 * @param rows rows that were deleted from it
 * @param files data files that held older versions and are gone
 * @param onlineTables online tables that were published anew
 * @param derivedTables tables of materialised features that were computed anew
 */
public record ErasureReport(
    long version, long rows, long files, List<String> onlineTables, List<String> derivedTables) {
  public ErasureReport {
    onlineTables = List.copyOf(onlineTables);
    derivedTables = List.copyOf(derivedTables);
  }
}
