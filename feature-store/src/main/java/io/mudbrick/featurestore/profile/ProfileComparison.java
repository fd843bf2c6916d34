package io.mudbrick.featurestore.profile;

import io.mudbrick.featurestore.internal.profile.Drifts;
import java.util.List;

/** How the features of two profiles differ. Get one from {@link #of}. */
public record ProfileComparison(
    FeatureProfile before, FeatureProfile after, List<FeatureDrift> features) {
  public ProfileComparison {
    features = List.copyOf(features);
  }

  /** Compares two profiles, of one table or of two, by the names of their features. */
  public static ProfileComparison of(FeatureProfile before, FeatureProfile after) {
    return new ProfileComparison(before, after, Drifts.of(before, after));
  }
}
