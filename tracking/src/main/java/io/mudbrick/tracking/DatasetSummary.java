package io.mudbrick.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A dataset that runs of an experiment read.
 *
 * @param context what it was read for, such as {@code training}, if that was said
 */
public record DatasetSummary(
    String experimentId, String name, String digest, @Nullable String context) {}
