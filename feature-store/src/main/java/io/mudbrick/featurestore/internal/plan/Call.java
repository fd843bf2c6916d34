package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.ColumnFunction;
import io.mudbrick.featurestore.FeatureSpec.Computed;
import java.util.List;

/**
 * One function to run.
 *
 * @param inputs for each parameter the column that it takes
 */
record Call(Computed output, ColumnFunction function, List<String> inputs) {}
