package io.mudbrick.tracking;

/** A metric's point together with its run. */
public record RunMetric(String runId, Metric metric) {}
