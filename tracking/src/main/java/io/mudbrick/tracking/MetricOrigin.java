package io.mudbrick.tracking;

import org.jspecify.annotations.Nullable;

/** The logged model and the dataset that a metric was measured on; each may be unknown. */
public record MetricOrigin(
    @Nullable String modelId, @Nullable String datasetName, @Nullable String datasetDigest) {}
