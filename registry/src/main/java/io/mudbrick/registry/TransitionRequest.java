package io.mudbrick.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish that a version move to a stage.
 *
 * @param from the stage that the version has
 * @param by who asks
 */
public record TransitionRequest(
    String id, Stage from, Stage to, String by, @Nullable String comment, Instant at) {}
