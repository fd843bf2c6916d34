package io.mudbrick.featurestore;

import io.mudbrick.featurestore.internal.OnlineErrors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link FeatureStore#verify} found.
 *
 * @param version the Delta version that was compared: the one that was published last
 * @param rows the rows that should be online
 * @param wrong how many of them are missing or hold other values, compared bit for bit
 * @param extra rows that are online and should not be
 * @param differences the first of them, in no order
 */
public record ConsistencyReport(
    String onlineTable,
    long version,
    long rows,
    long wrong,
    long extra,
    List<Difference> differences) {
  public ConsistencyReport {
    differences = List.copyOf(differences);
  }

  /** How a row differs. */
  public enum Kind {
    /** It should be online and is not. */
    MISSING,
    /** It is online with other values. */
    WRONG,
    /** It is online and should not be. */
    EXTRA
  }

  /**
   * A row that differs.
   *
   * @param key its lookup keys
   * @param features the columns that differ, of a row of kind WRONG
   */
  public record Difference(Kind kind, Map<String, Object> key, List<String> features) {
    public Difference {
      key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
      features = List.copyOf(features);
    }
  }

  /** Whether the online table is what the feature table was at that version. */
  public boolean consistent() {
    return wrong == 0 && extra == 0;
  }

  /**
   * Fails when it is not: for CI.
   *
   * @throws io.mudbrick.platform.PlatformException FAILED_PRECONDITION with reason
   *     ONLINE_INCONSISTENT and the first keys
   */
  public void requireConsistent() {
    if (!consistent()) {
      throw OnlineErrors.inconsistent(this);
    }
  }
}
