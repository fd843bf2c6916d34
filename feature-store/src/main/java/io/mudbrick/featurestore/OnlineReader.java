package io.mudbrick.featurestore;

import java.util.List;
import java.util.Map;

/**
 * Looks up rows of one online table again and again, for one caller, in a few microseconds each.
 * Get one from {@link FeatureStore#reader}; that call is on record in the audit, the lookups are
 * not. Each lookup asks anew whether the caller may read the feature table; that it was dropped or
 * hides something from the caller is noticed within a second. Each sees the newest publish: of this
 * process at once, of other servers on a shared store within a second. Thread-safe.
 */
public interface OnlineReader {

  /**
   * The features of one key.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link FeatureStore#lookup(String, Map)}
   */
  default FeatureVector lookup(Map<String, ?> key) {
    return lookup(List.of(key)).get(0);
  }

  /** The features of several keys, in their order, all of one published version. */
  List<FeatureVector> lookup(List<? extends Map<String, ?>> keys);
}
