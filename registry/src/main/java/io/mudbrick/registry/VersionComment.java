package io.mudbrick.registry;

import java.time.Instant;

/**
 * What somebody said about a version.
 *
 * @param model the model's full name
 * @param by who said it
 */
public record VersionComment(
    String id,
    String model,
    long version,
    String by,
    String text,
    Instant saidAt,
    Instant updatedAt) {}
