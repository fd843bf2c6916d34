package io.mudbrick.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One move of an alias.
 *
 * @param from the version that held it before, null when none did
 * @param to the version that holds it since, null when the alias was removed
 * @param by the name of the principal who moved it
 */
public record AliasMove(
    String alias, @Nullable Long from, @Nullable Long to, String by, Instant at) {}
