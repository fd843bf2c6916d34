package io.mudbrick.platform.events;

/**
 * Published when the rows and files of a metastore and its workspaces were set back to an earlier
 * state, before any call meets them: whatever is kept of them in memory is to be forgotten.
 */
public record WorkspacesReset(String metastoreId) {}
