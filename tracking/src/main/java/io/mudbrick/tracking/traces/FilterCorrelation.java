package io.mudbrick.tracking.traces;

/**
 * How often two filters meet on the same traces.
 *
 * @param npmi normalised pointwise mutual information, -1 to 1; NaN when a filter matches nothing
 * @param npmiSmoothed the same with half a trace added to each of the four counts
 */
public record FilterCorrelation(
    double npmi,
    double npmiSmoothed,
    long filter1Count,
    long filter2Count,
    long jointCount,
    long totalCount) {}
