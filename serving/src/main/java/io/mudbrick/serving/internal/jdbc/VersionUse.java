package io.mudbrick.serving.internal.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A served entity's use of a model version.
 *
 * @param model the model's full name
 * @param alias the alias that it follows, or null
 */
public record VersionUse(String entity, String model, long version, @Nullable String alias) {}
