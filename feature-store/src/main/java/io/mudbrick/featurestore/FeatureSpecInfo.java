package io.mudbrick.featurestore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A feature spec of the catalog. It is a function there, of the language {@code FEATURE_SPEC}:
 * grants (EXECUTE), owner, tags, search and lineage are those of functions.
 *
 * @param name its full name
 * @param id tells a recreated one from the one before
 */
public record FeatureSpecInfo(
    String name,
    String id,
    String owner,
    @Nullable String comment,
    Instant createdAt,
    FeatureSpec spec) {}
