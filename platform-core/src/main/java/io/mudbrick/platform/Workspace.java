package io.mudbrick.platform;

/**
 * A workspace: the tenant that experiments, endpoints and tokens belong to. Its metastore holds the
 * catalogs, the registered models and the principals; several workspaces may share one metastore.
 *
 * @param id decimal digits, as in the {@code /w/<id>} path prefix and {@code x-databricks-org-id}
 * @param name a name for people
 * @param metastoreId the metastore that this workspace is attached to
 */
public record Workspace(String id, String name, String metastoreId) {}
