package io.mudbrick.platform.events;

/**
 * Published when no call of a metastore's workspaces runs, nor will until a snapshot is taken or a
 * reset done. Who works for them in the background ends that before the listener returns; one that
 * throws says that it cannot, and nothing is done.
 */
public record WorkspacesPaused(String metastoreId) {}
