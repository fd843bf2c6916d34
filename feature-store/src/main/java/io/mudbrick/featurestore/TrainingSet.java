package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.platform.events.EntityRef;
import java.util.List;

/**
 * Labels with their features as of each row's time; get one from {@link
 * FeatureStore#createTrainingSet}. Immutable.
 *
 * @param ref what lineage calls it
 * @param data one row for each row of the labels, in their order: the labels' columns, then the
 *     features in the order of the lookups, without the excluded ones
 * @param labelColumns the columns of {@code data} that a model is to predict
 * @param spec goes with the model, so that later rows need keys only
 */
public record TrainingSet(
    EntityRef ref, ColumnBatch data, List<String> labelColumns, FeatureSpec spec) {
  public TrainingSet {
    labelColumns = List.copyOf(labelColumns);
  }
}
