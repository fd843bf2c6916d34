package io.mudbrick.platform.model;

import java.util.List;

/**
 * Prepared rows: what an estimator is trained on and scores. Dense, row-major, NaN is missing. The
 * array is shared, not copied.
 *
 * @param names of the features, in order
 * @param values {@code rows x names.size()} numbers
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record FeatureMatrix(List<String> names, int rows, float[] values) {
  public FeatureMatrix {
    names = List.copyOf(names);
  }

  public int width() {
    return names.size();
  }

  public float at(int row, int feature) {
    return values[row * names.size() + feature];
  }
}
