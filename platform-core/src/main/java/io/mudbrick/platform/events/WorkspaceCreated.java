package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;

/**
 * Published in the transaction that creates a workspace, so that modules can put in what every
 * workspace has (the default experiment, the catalog {@code workspace}).
 *
 * @param admin the new workspace's first admin
 * @param newMetastore whether its metastore is new, too
 */
public record WorkspaceCreated(Caller admin, boolean newMetastore) {}
