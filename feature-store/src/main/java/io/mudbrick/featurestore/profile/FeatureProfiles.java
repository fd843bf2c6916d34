package io.mudbrick.featurestore.profile;

import java.util.List;

/**
 * Profiles of feature tables. Get one from {@link
 * io.mudbrick.featurestore.FeatureStore#profiles()}. They take SELECT; who sees a table through a
 * mask gets a profile of what they see, and none of a write. Thread-safe.
 */
public interface FeatureProfiles {
  /** Of all rows of the newest version; computed when it is asked for first. */
  FeatureProfile of(String table);

  /**
   * Of all rows of a version.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when it can no longer be
   *     read and nobody asked before
   */
  FeatureProfile of(String table, long version);

  /**
   * Of the rows that a write brought, taken when it was made.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when no write of the
   *     feature store made that version, or it is older than the last hundred
   */
  FeatureProfile ofWrite(String table, long version);

  /** The versions that have a profile of their write, newest first. */
  List<Long> writes(String table);

  /** How the table changed from one version to another. */
  default ProfileComparison compare(String table, long before, long after) {
    return ProfileComparison.of(of(table, before), of(table, after));
  }
}
