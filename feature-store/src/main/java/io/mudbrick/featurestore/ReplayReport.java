package io.mudbrick.featurestore;

import io.mudbrick.featurestore.internal.SpecErrors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FeatureStore#replay} found.
 *
 * @param rows how many requests were compared
 * @param differing how many of them have a feature that differs
 * @param features by name, in the order of the spec
 * @param examples the first of the differences
 */
public record ReplayReport(
    String log,
    ReplayMode mode,
    long rows,
    long differing,
    Map<String, Feature> features,
    List<Example> examples) {
  public ReplayReport {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    examples = List.copyOf(examples);
  }

  /**
   * What differs in one feature, compared bit for bit.
   *
   * @param changed both sides have a value, and not the same
   * @param missing the tables have a value and the answer had none
   * @param extra the answer had a value and the tables have none
   * @param smape the symmetric mean absolute percentage error of numbers where both sides have one,
   *     0 to 2; NaN for other types and where there are none
   */
  public record Feature(long compared, long changed, long missing, long extra, double smape) {
    public long differing() {
      return changed + missing + extra;
    }
  }

  /**
   * One difference.
   *
   * @param row counted from 0 in the log
   * @param sent what the caller sent
   */
  public record Example(
      long row,
      Map<String, @Nullable Object> sent,
      String feature,
      @Nullable Object served,
      @Nullable Object expected) {}

  /** The part of the requests that differ, 0 to 1. */
  public double rate() {
    return rows == 0 ? 0 : (double) differing / rows;
  }

  /**
   * Fails when more differ than that: for CI.
   *
   * @param most the part of the requests that may differ, 0 to 1
   * @throws io.mudbrick.platform.PlatformException FAILED_PRECONDITION with reason FEATURE_SKEW and
   *     the worst features
   */
  public void requireAtMost(double most) {
    if (rate() > most) {
      throw SpecErrors.skew(this, most);
    }
  }
}
