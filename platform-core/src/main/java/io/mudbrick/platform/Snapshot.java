package io.mudbrick.platform;

import java.time.Instant;

/**
 * The state of a metastore and its workspaces at one moment; made by {@link Mudbrick#snapshot},
 * good for {@link Mudbrick#reset} as often as wanted, until its engine stops. Immutable.
 *
 * @param id a name for it
 * @param metastoreId whose state it is
 * @param at when it was taken, by the engine's clock
 */
public record Snapshot(String id, String metastoreId, Instant at) {}
